package io.apipool.selection;

/**
 * The key of whose tightest limit the largest share is left.
 */
final class MostRemaining extends Best {

	@Override
	long now(Candidates candidates) {
		return candidates.now();
	}

	@Override
	double load(Candidates candidates, Candidate key, long now) {
		return 1 - candidates.remaining(key, now);
	}

}
