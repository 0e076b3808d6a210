package io.apipool.benchmarks.goodput;

import java.util.List;

/**
 * A part of a run, in windows.
 *
 * @param name its name
 * @param factor what the provider's limits are multiplied with
 * @param settle how many windows the contender has to settle
 * @param judged how many windows are judged then
 */
record Stage(String name, double factor, int settle, int judged) {

	static final int FROM_NOTHING = 60;

	/**
	 * Returns the stages of a contender that finds rates out: from nothing, with half of
	 * the limits, with twice as much again.
	 */
	static List<Stage> adaptive(int judged) {
		return List.of(new Stage("from nothing", 1, FROM_NOTHING, judged), new Stage("halved", 0.5, 30, judged),
				new Stage("doubled", 1, 70, judged));
	}

	/**
	 * Returns how many windows some stages last.
	 */
	static int windows(List<Stage> stages) {
		return stages.stream().mapToInt(Stage::windows).sum();
	}

	int windows() {
		return this.settle + this.judged;
	}

}
