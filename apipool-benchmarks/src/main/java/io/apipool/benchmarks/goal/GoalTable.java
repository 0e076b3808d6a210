package io.apipool.benchmarks.goal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Figures and goals as Markdown and as JSON. Internal.
 */
public final class GoalTable {

	private final List<Goal> goals;

	/**
	 * Creates a table.
	 * @param goals its rows
	 */
	public GoalTable(List<Goal> goals) {
		this.goals = List.copyOf(goals);
	}

	@Override
	public String toString() {
		String rows = this.goals.stream().map(GoalTable::row).collect(Collectors.joining("\n"));
		return machine() + "\n\n| # | | goal | seen |\n|---|---|---|---|\n" + rows + "\n";
	}

	private static String row(Goal goal) {
		String seen = Goal.decimal(goal.seen());
		return "| %s | %s | %s | %s |".formatted(goal.number(), goal.what(), goal.bound(),
				goal.isReached() ? seen : "**" + seen + "**, missed");
	}

	private static String machine() {
		return String.format(Locale.ROOT, "Java %s, %d processors, load average %.1f", Runtime.version(),
				Runtime.getRuntime().availableProcessors(),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

	/**
	 * Prints the table and writes the file.
	 * @param file where the figures go as JSON
	 * @throws IOException if it cannot be written
	 */
	public void publish(Path file) throws IOException {
		System.out.println();
		System.out.println(this);
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, json());
	}

	private String json() {
		return this.goals.stream().map(GoalTable::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
	}

	private static String json(Goal goal) {
		String bound = goal.bound().isNone() ? "null" : "\"" + goal.bound() + "\"";
		return String.format(Locale.ROOT,
				"{\"number\": \"%s\", \"what\": \"%s\", \"seen\": %.4f, \"goal\": %s, \"reached\": %b}", goal.number(),
				goal.what(), goal.seen(), bound, goal.isReached());
	}

}
