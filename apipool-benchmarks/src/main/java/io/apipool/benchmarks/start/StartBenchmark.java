package io.apipool.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.apipool.benchmarks.goal.Goal;
import io.apipool.benchmarks.goal.GoalTable;

import org.springframework.util.FileSystemUtils;

/**
 * What the starter adds to the start of a web application, and what keys keep in memory.
 * The application starts in a Java of its own each time, without the starter on its class
 * path, with it and a pool of two keys, and with a pool of 10,000, in turns.
 */
public final class StartBenchmark {

	private static final int MANY = 10_000;

	private StartBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}; {@code --rounds=21} for how often each is started
	 * @throws IOException if no Java can be started, or the file cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		int rounds = 21;
		for (String argument : arguments) {
			switch (argument.split("=", 2)[0]) {
				case "--short" -> rounds = 5;
				case "--rounds" -> rounds = Integer.parseInt(argument.substring(argument.indexOf('=') + 1));
				default -> throw new IllegalArgumentException(argument + " is not known: write --short, --rounds=21");
			}
		}
		new GoalTable(measure(rounds)).publish(Path.of("target", "start.json"));
		System.exit(0);
	}

	/**
	 * Measures.
	 * @param rounds how often each application is started
	 * @return medians of differences within a round, and bytes
	 * @throws IOException if no Java can be started
	 */
	public static List<Goal> measure(int rounds) throws IOException {
		Path directory = Files.createTempDirectory("apipool-start");
		try {
			Starts starts = starts(directory);
			starts.run(rounds);
			return goals(starts);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static Starts starts(Path directory) throws IOException {
		ClassPath classPath = ClassPath.in(directory.resolve("classes"));
		Starts starts = new Starts();
		starts.add("without", classPath.without());
		starts.add("two keys", classPath.withStarter(), Starts.pool(directory, 2));
		starts.add("many keys", classPath.withStarter(), Starts.pool(directory, MANY));
		return starts;
	}

	private static List<Goal> goals(Starts starts) {
		return List.of(
				Goal.told("P8", "start of a web application without the starter, ms",
						starts.median("without", Start::millis)),
				Goal.atMost("P8", "the starter adds, ms", starts.difference("two keys", "without", Start::millis), 150),
				Goal.told("P8", "the starter adds, ms of processors",
						starts.difference("two keys", "without", Start::processorMillis)),
				Goal.atMost("P8", "10,000 keys add, ms", starts.difference("many keys", "two keys", Start::millis),
						1000),
				Goal.atMost("P8", "bytes of an idle key", (double) Math.round(new KeyMemory(MANY).idle()), 1024),
				Goal.atMost("P8", "bytes of a key in full use", (double) Math.round(new KeyMemory(MANY / 10).inUse()),
						6144));
	}

}
