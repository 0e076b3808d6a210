package io.apipool.benchmarks.goodput;

/**
 * What came of one stage of a cell.
 *
 * @param stage the stage's name
 * @param share accepted / most possible
 * @param beyond how many calls were beyond a limit
 * @param beyondShare their part of all calls
 * @param settledAfter after how many windows the goal was kept for ten windows, -1 for
 * never, 0 where nothing has to settle
 */
record Score(String stage, double share, long beyond, double beyondShare, int settledAfter) {

	static Score of(String stage, double share, long beyond, long accepted, int settledAfter) {
		return new Score(stage, share, beyond, (double) beyond / Math.max(1, beyond + accepted), settledAfter);
	}

}
