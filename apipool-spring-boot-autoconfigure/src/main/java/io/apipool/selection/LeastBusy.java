package io.apipool.selection;

/**
 * The key with the fewest calls in flight.
 */
final class LeastBusy extends Best {

	@Override
	double load(Candidates candidates, Candidate key, long now) {
		return key.inFlight();
	}

}
