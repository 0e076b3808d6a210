package io.apipool.benchmarks.goodput;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures how much of what the keys allow is used and how many calls come beyond, for
 * each kind of provider, with one caller and with 200. Prints a table a kind and a
 * verdict, and writes {@code target/goodput.json} and {@code target/goodput.svg}.
 */
public final class GoodputBenchmark {

	private static final Path TARGET = Path.of("target");

	private GoodputBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}, {@code --windows=20}, {@code --seconds=2} for the
	 * provider's window, {@code --cells=} a regular expression over
	 * {@code fixed 200 saturated configured} and the like, {@code --no-adaptive} without
	 * those that last minutes, {@code --at-once=6} for how many cells run side by side,
	 * {@code --margin=} for a margin that is not the default
	 * @throws InterruptedException if interrupted
	 * @throws ExecutionException if a cell fails
	 * @throws IOException if a file cannot be written
	 */
	public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
		Setting setting = Setting.of(arguments);
		Plan plan = new Plan(setting, Cell.matching(setting.cells()));
		System.out.printf("%d cells, %d at once: about %d minutes, until %s%n", plan.cells().size(), setting.atOnce(),
				plan.length().toMinutes() + 1,
				LocalTime.now(ZoneId.systemDefault())
					.plus(plan.length())
					.plusMinutes(1)
					.truncatedTo(ChronoUnit.MINUTES));
		warmUp();
		Processor processor = new Processor();
		List<CellResult> results = plan.run();
		System.out.println(new GoodputTable(results));
		System.out.println(new Verdict(results));
		System.out.printf("Two keys of an account without a quota group are told at the start: %s%n%n%s%n",
				GroupHint.text(), processor);
		write(setting, results, TARGET);
		System.exit(0);
	}

	/**
	 * Writes the files.
	 * @param setting what all cells have in common
	 * @param results of all cells
	 * @param folder where to, made if it is not there
	 * @throws IOException if they cannot be written
	 */
	static void write(Setting setting, List<CellResult> results, Path folder) throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("goodput.json"), new GoodputJson(results).toString());
		Files.writeString(folder.resolve("goodput.svg"), new GoodputChart(setting, results).toString());
	}

	/** Calls of cold threads through cold code come late. */
	static void warmUp() throws InterruptedException, ExecutionException {
		Setting setting = new Setting(3, Duration.ofSeconds(1), Pattern.compile(""), 3, "");
		new Plan(setting, Cell.matching(Pattern.compile("fixed 200 saturated (headers|configured|gcra)$"))).run();
	}

	/** How busy this program keeps the machine. */
	private static final class Processor {

		private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

		private final long busy = this.system.getProcessCpuTime();

		private final long start = System.nanoTime();

		@Override
		public String toString() {
			int processors = this.system.getAvailableProcessors();
			return String.format("This program kept %.0f %% of %d processors busy; load average %.1f.", 100.0
					* (this.system.getProcessCpuTime() - this.busy) / (System.nanoTime() - this.start) / processors,
					processors, this.system.getSystemLoadAverage());
		}

	}

}
