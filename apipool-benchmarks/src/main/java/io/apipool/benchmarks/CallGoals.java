package io.apipool.benchmarks;

import io.apipool.benchmarks.Measurements.Named;
import io.apipool.benchmarks.goal.Goal;
import io.apipool.definition.PoolDefinition;

/**
 * The goals of a whole call.
 */
final class CallGoals {

	private static final String NONE = "CallBenchmark.pooledCall NONE";

	private static final String COUNTED = "CallBenchmark.pooledCall COUNTED";

	private static final String METERED = "CallBenchmark.pooledCall METERED";

	private static final String PLAIN = "PeerBenchmark.plainInterceptor";

	private static final String AROUND = "PeerBenchmark.around";

	private static final String RESILIENCE4J = "PeerBenchmark.resilience4j";

	private static final String HANDMADE = "PeerBenchmark.handmade";

	private final Measurements measurements;

	CallGoals(Measurements measurements) {
		this.measurements = measurements;
	}

	void add() {
		against("P1", "counted", COUNTED, new double[] { 2.0, 0.20 });
		against("P2", "counted and metered", METERED, new double[] { 3.3, 0.30 });
		bytes();
		PoolDefinition.STRATEGIES.forEach(this::sizes);
		threads();
		this.measurements.goal(COUNTED, NONE, (counted, none) -> Goal.atMost("P7",
				"a call's own share of recording, ns", counted.score() - none.score(), 60));
	}

	/** Nanoseconds a call, of which nothing is demanded. */
	void addTimes() {
		time(PLAIN, "a plain interceptor");
		time(AROUND, "`@Around`");
		time("PeerBenchmark.aroundBound", "`@Around` with its annotation bound");
		time("PeerBenchmark.concurrencyLimit", "Spring's `@ConcurrencyLimit`");
		time(RESILIENCE4J, "Resilience4j");
		time(HANDMADE, "by hand");
		time(NONE, "a pooled call");
		time(COUNTED, "a pooled call, counted");
		time(METERED, "a pooled call, counted and metered");
	}

	private void time(String benchmark, String what) {
		this.measurements.told(benchmark, new Named("", what + ", ns"));
	}

	private void against(String number, String what, String ours, double[] most) {
		this.measurements.atMost(ours, AROUND, new Named(number, what + " / `@Around`"), most[0]);
		this.measurements.atMost(ours, RESILIENCE4J, new Named(number, what + " / Resilience4j"), most[1]);
		this.measurements.atMost(ours, HANDMADE, new Named(number, what + " / by hand"), most[1]);
	}

	private void bytes() {
		this.measurements.goal(COUNTED, PLAIN,
				(a, b) -> Goal.atMost("P3", "counted: bytes above a plain interceptor", above(a, b), 48));
		this.measurements.goal(METERED, PLAIN,
				(a, b) -> Goal.atMost("P3", "counted and metered: bytes above a plain interceptor", above(a, b), 48));
	}

	private static double above(Measurements.Measurement ours, Measurements.Measurement plain) {
		return (double) Math.round(ours.bytes() - plain.bytes());
	}

	private void sizes(String strategy) {
		String ten = pool("10", strategy);
		String name = strategy.equals(PoolDefinition.ROUND_ROBIN) ? "" : strategy + ", ";
		size(name + "1000 keys / 10", pool("1000", strategy), ten, 1.15);
		size(name + "1000 keys, 900 out, scattered / 10", pool("1000-scattered", strategy), ten, 1.35);
		size(name + "1000 keys, 900 out, side by side / 10", pool("1000-side-by-side", strategy), ten, 1.25);
	}

	private void size(String what, String ours, String ten, double most) {
		this.measurements.atMost(ours, ten, new Named("P5", what), most);
	}

	private static String pool(String keys, String strategy) {
		return "PoolSizeBenchmark.call " + keys + " " + strategy;
	}

	private void threads() {
		String two = "ThreadsBenchmark.pooledBy2";
		atLeast(two, "ThreadsBenchmark.resilience4jBy2", "calls by 2 threads / Resilience4j", 4);
		atLeast(two, "ThreadsBenchmark.handmadeBy2", "calls by 2 threads / by hand", 3);
		atLeast("ThreadsBenchmark.pooledBy8", two, "calls by 8 threads / by 2", 0.8);
	}

	private void atLeast(String ours, String other, String what, double least) {
		this.measurements.atLeast(ours, other, new Named("P6", what), least);
	}

}
