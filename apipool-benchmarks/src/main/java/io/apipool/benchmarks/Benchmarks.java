package io.apipool.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.apipool.benchmarks.goal.Goal;
import io.apipool.benchmarks.goal.GoalTable;
import io.apipool.benchmarks.start.StartBenchmark;
import io.apipool.benchmarks.usage.RecordingBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what a call costs on the Java that runs this, and prints it beside the goals:
 * all of JMH's benchmarks, then what an application's start and recording in a database
 * cost. Arguments of JMH that name benchmarks leave the rest out.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs.
	 * @param arguments JMH's; {@code --short} first: less of everything, for a glance
	 * @throws RunnerException if a benchmark fails
	 * @throws CommandLineOptionException if an argument is not one of JMH's
	 * @throws IOException if a program cannot be started, or a file not be written
	 */
	public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
		boolean glance = arguments.length > 0 && arguments[0].equals("--short");
		CommandLineOptions given = new CommandLineOptions(
				glance ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
		Measurements measurements = new Measurements(new Runner(options(given, glance).build()).run());
		CallGoals calls = new CallGoals(measurements);
		calls.addTimes();
		calls.add();
		new LimiterGoals(measurements).add();
		List<Goal> goals = new ArrayList<>(measurements.goals());
		if (given.getIncludes().isEmpty()) {
			goals.addAll(RecordingBenchmark.measure(glance ? 2 : 10));
			goals.addAll(StartBenchmark.measure(glance ? 3 : 21));
		}
		new GoalTable(goals).publish(Path.of("target", "goals.json"));
		System.exit(0);
	}

	private static ChainedOptionsBuilder options(CommandLineOptions given, boolean glance) {
		ChainedOptionsBuilder options = new OptionsBuilder().parent(given)
			.addProfiler(GCProfiler.class)
			.result("target/benchmarks.json")
			.resultFormat(ResultFormatType.JSON);
		if (glance) {
			options.forks(given.getForkCount().orElse(1))
				.warmupIterations(given.getWarmupIterations().orElse(3))
				.warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
				.measurementIterations(given.getMeasurementIterations().orElse(4))
				.measurementTime(given.getMeasurementTime().orElse(TimeValue.milliseconds(250)));
		}
		return options;
	}

}
