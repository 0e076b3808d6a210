package io.apipool.selection;

/**
 * The key with the fewest calls today.
 */
final class LeastUsed extends Best {

	@Override
	double load(Candidates candidates, Candidate key, long now) {
		return key.callsToday();
	}

}
