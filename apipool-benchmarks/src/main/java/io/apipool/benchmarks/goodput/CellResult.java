package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Map;

/**
 * What came of a cell.
 *
 * @param cell the cell
 * @param scores its stages
 * @param waits the median and the 99th percentile of the time of a call, in milliseconds
 * @param shares the least and the most that a key was used, 1 for the mean
 * @param failed how many calls failed, by what
 */
record CellResult(Cell cell, List<Score> scores, Spread waits, Spread shares, Map<String, Long> failed) {

	/**
	 * Two figures between which others lie.
	 *
	 * @param low the lower one
	 * @param high the higher one
	 */
	record Spread(double low, double high) {
	}

	boolean isReached(Score score) {
		Contestant contestant = this.cell.contestant();
		return score.share() >= contestant.leastShare(this.cell.kind())
				&& score.beyondShare() <= contestant.mostBeyond();
	}

}
