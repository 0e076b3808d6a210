package io.apipool.benchmarks;

import io.apipool.benchmarks.Measurements.Named;
import io.apipool.benchmarks.goal.Goal;

/**
 * The goals of a limiter alone.
 */
final class LimiterGoals {

	private static final String THREE = "LimiterBenchmark.three";

	private static final String ONE = "LimiterBenchmark.one";

	private final Measurements measurements;

	LimiterGoals(Measurements measurements) {
		this.measurements = measurements;
	}

	void add() {
		atMost(THREE, THREE + "Bucket4j", "three limits / Bucket4j with three bandwidths", 0.75);
		atMost(THREE + "Settled", THREE + "Bucket4j", "the same, taken and settled", 0.85);
		atMost(ONE, ONE + "Bucket4j", "one limit / Bucket4j", 0.75);
		atMost(ONE, ONE + "Resilience4j", "one limit / Resilience4j", 0.75);
		atMost(ONE, ONE + "Resilience4jSemaphore", "one limit / Resilience4j's semaphore", 0.75);
		atMost(ONE, ONE + "Guava", "one limit / Guava", 0.75);
		this.measurements.goal(THREE + "Settled", THREE + "Settled", (a, b) -> Goal.atMost("P4",
				"bytes of three limits, taken and settled", (double) Math.round(a.bytes()), 0));
		hotGroup();
	}

	private void atMost(String ours, String other, String what, double most) {
		this.measurements.atMost(ours, other, new Named("P4", what), most);
	}

	private void hotGroup() {
		String bucket4j = "HotGroupBenchmark.threeBucket4j";
		this.measurements.atLeast("HotGroupBenchmark.three", bucket4j,
				new Named("P6", "one hot group, 8 threads / Bucket4j"), 1);
		this.measurements.atLeast("HotGroupBenchmark.threeSettled", bucket4j,
				new Named("P6", "the same, taken and settled"), 1);
	}

}
