package io.apipool.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import io.apipool.benchmarks.goal.Goal;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH has measured, by the name of the benchmark and the values of its parameters,
 * as {@code CallBenchmark.pooledCall METERED}; and the goals that can be read from it.
 */
final class Measurements {

	private final Map<String, Measurement> measurements = new LinkedHashMap<>();

	private final List<Goal> goals = new ArrayList<>();

	Measurements(Collection<RunResult> results) {
		for (RunResult result : results) {
			Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
			this.measurements.put(name(result.getParams()),
					new Measurement(result.getPrimaryResult().getScore(), (bytes != null) ? bytes.getScore() : 0));
		}
	}

	private static String name(BenchmarkParams benchmark) {
		String path = benchmark.getBenchmark();
		StringBuilder name = new StringBuilder(path.substring(path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1));
		for (String key : benchmark.getParamsKeys()) {
			name.append(' ').append(benchmark.getParam(key));
		}
		return name.toString();
	}

	/**
	 * Adds a goal, unless one of two benchmarks did not run.
	 * @param ours the one benchmark
	 * @param other the other one
	 * @param goal makes it of what both have measured
	 */
	void goal(String ours, String other, BiFunction<Measurement, Measurement, Goal> goal) {
		Measurement a = this.measurements.get(ours);
		Measurement b = this.measurements.get(other);
		if (a != null && b != null) {
			this.goals.add(goal.apply(a, b));
		}
	}

	/**
	 * Adds a ratio that is to be low, of scores.
	 * @param ours the one benchmark
	 * @param other the other one
	 * @param named whose figure it is
	 * @param most the highest ratio that is good
	 */
	void atMost(String ours, String other, Named named, double most) {
		goal(ours, other, (a, b) -> Goal.atMost(named.number(), named.what(), a.score() / b.score(), most));
	}

	void atLeast(String ours, String other, Named named, double least) {
		goal(ours, other, (a, b) -> Goal.atLeast(named.number(), named.what(), a.score() / b.score(), least));
	}

	void told(String ours, Named named) {
		goal(ours, ours, (a, b) -> Goal.told(named.number(), named.what(), a.score()));
	}

	List<Goal> goals() {
		return List.copyOf(this.goals);
	}

	/**
	 * What was measured.
	 *
	 * @param score nanoseconds a call, or calls a microsecond
	 * @param bytes allocated by a call
	 */
	record Measurement(double score, double bytes) {
	}

	/**
	 * Whose figure it is.
	 *
	 * @param number the goal's number
	 * @param what what is measured
	 */
	record Named(String number, String what) {
	}

}
