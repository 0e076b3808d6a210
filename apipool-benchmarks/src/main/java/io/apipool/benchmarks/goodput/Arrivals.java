package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.stream.IntStream;

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
		return Score.of(stage.name(), share(from, stage.judged(), stage.factor()), count(from, stage.judged(), false),
				count(from, stage.judged(), true), settledAfter(stage, start, goal));
	}

	private int settledAfter(Stage stage, long start, double goal) {
		return IntStream.rangeClosed(0, stage.windows() - SETTLED)
			.filter((i) -> share(start + i * this.window, SETTLED, stage.factor()) >= goal)
			.findFirst()
			.orElse(-1);
	}

	private double share(long from, int windows, double factor) {
		return count(from, windows, true) / (windows * this.possible * factor);
	}

	private long count(long from, int windows, boolean accepted) {
		long to = from + windows * this.window;
		return this.all.stream()
			.filter((arrival) -> arrival.accepted() == accepted && arrival.nanos() >= from && arrival.nanos() < to)
			.count();
	}

}
