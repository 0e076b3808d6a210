package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Map;

/**
 * What came of a cell.
 *
 * @param cell the cell
 * @param scores its stages
 * @param times how long things took
 * @param keys how evenly keys were used
 * @param course what was counted in each window of the first stage, from the first call
 * on where nothing has to settle
 * @param failed how many calls failed, by what
 */
record CellResult(Cell cell, List<Score> scores, Times times, Keys keys, List<Arrivals.Count> course,
		Map<String, Long> failed) {

	Score first() {
		return this.scores.get(0);
	}

	boolean isReached(Score score) {
		return Demand.of(this.cell).isReached(score);
	}

	/**
	 * How long things took.
	 *
	 * @param waiting from the arrival of work to the sending of the request that
	 * succeeded
	 * @param counter from the grant of a key to the provider's counter
	 */
	record Times(Journal.Quantiles waiting, Journal.Quantiles counter) {
	}

	/**
	 * How evenly keys were used, 1 for the mean.
	 *
	 * @param least the one that was used least
	 * @param most the one that was used most
	 */
	record Keys(double least, double most) {
	}

}
