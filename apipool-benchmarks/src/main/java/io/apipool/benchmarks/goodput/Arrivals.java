package io.apipool.benchmarks.goodput;

import java.util.List;

import io.apipool.honest.Arrival;
import io.apipool.honest.Report;

/**
 * What the provider saw, cut into stretches of time.
 *
 * @param all every request
 * @param window the provider's window in nanoseconds
 * @param possible the requests that a window allows, all keys together
 */
record Arrivals(List<Arrival> all, long window, double possible) {

	private static final int SETTLED = 10;

	static Arrivals of(Report report, long window, double possible) {
		return new Arrivals(report.accounts().stream().flatMap((account) -> account.arrivals().stream()).toList(),
				window, possible);
	}

	/**
	 * Judges one stage.
	 * @param stage the stage
	 * @param start its first instant
	 * @param goal which part of the possible is to be used
	 */
	Score score(Stage stage, long start, double goal) {
		long from = start + stage.settle() * this.window;
		long to = from + stage.judged() * this.window;
		long beyond = count(from, to, false);
		return new Score(stage.name(), share(from, stage.judged(), stage.factor()), beyond,
				(double) beyond / Math.max(1, beyond + count(from, to, true)), settledAfter(stage, start, goal));
	}

	private int settledAfter(Stage stage, long start, double goal) {
		for (int i = 0; i + SETTLED <= stage.windows(); i++) {
			if (share(start + i * this.window, SETTLED, stage.factor()) >= goal) {
				return i;
			}
		}
		return -1;
	}

	private double share(long from, int windows, double factor) {
		return count(from, from + windows * this.window, true) / (windows * this.possible * factor);
	}

	private long count(long from, long to, boolean accepted) {
		return this.all.stream()
			.filter((arrival) -> arrival.accepted() == accepted && arrival.nanos() >= from && arrival.nanos() < to)
			.count();
	}

}
