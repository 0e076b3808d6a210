package io.apipool.benchmarks;

import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all benchmarks, or those that JMH's own arguments name, and prints what the goals
 * speak of: ratios and bytes.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs.
	 * @param arguments JMH's; {@code --short} first: less warm-up, for a glance
	 * @throws RunnerException if a benchmark fails
	 * @throws CommandLineOptionException if an argument is not one of JMH's
	 */
	public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
		boolean glance = arguments.length > 0 && arguments[0].equals("--short");
		String[] others = glance ? java.util.Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
		ChainedOptionsBuilder options = new OptionsBuilder().parent(new CommandLineOptions(others))
			.addProfiler(GCProfiler.class)
			.result("target/benchmarks.json")
			.resultFormat(ResultFormatType.JSON);
		if (glance) {
			options.forks(1).warmupIterations(5).measurementIterations(5);
		}
		Collection<RunResult> results = new Runner(options.build()).run();
		System.out.println(new GoalTable(results));
	}

}
