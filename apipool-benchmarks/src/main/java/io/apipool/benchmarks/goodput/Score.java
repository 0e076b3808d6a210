package io.apipool.benchmarks.goodput;

/**
 * What came of one stage of a cell.
 *
 * @param stage the stage's name
 * @param share accepted / most possible; where work arrives in clumps, done / arrived
 * @param beyond how many calls were beyond a limit, from the first call on where nothing
 * has to settle
 * @param beyondShare their part of all calls
 * @param settledAfter after how many windows the goal was kept for ten windows, -1 for
 * never, 0 where nothing has to settle
 */
record Score(String stage, double share, long beyond, double beyondShare, int settledAfter) {

	static Score of(Stage stage, double share, Arrivals.Count count, int settledAfter) {
		return new Score(stage.name(), share, count.beyond(),
				(double) count.beyond() / Math.max(1, count.beyond() + count.accepted()), settledAfter);
	}

}
