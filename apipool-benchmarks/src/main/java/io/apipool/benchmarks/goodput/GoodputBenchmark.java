package io.apipool.benchmarks.goodput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how much of what the keys allow is used and how many calls come beyond, for
 * each kind of provider, with one caller and with 200, whose work never ends. Prints a
 * table a kind and writes {@code target/goodput.json}.
 */
public final class GoodputBenchmark {

	private GoodputBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}, {@code --windows=20}, {@code --seconds=2} for the
	 * provider's window, {@code --cells=} a regular expression over
	 * {@code fixed 200 adaptive} and the like, {@code --at-once=6} for how many cells run
	 * side by side
	 * @throws InterruptedException if interrupted
	 * @throws ExecutionException if a cell fails
	 * @throws IOException if the file cannot be written
	 */
	public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
		Setting setting = Setting.of(arguments);
		List<Cell> cells = Cell.matching(setting.cells());
		warmUp();
		List<CellResult> results = new ArrayList<>(run(setting, cells.stream().filter(Cell::isPolite).toList()));
		results.addAll(run(setting, cells.stream().filter((cell) -> !cell.isPolite()).toList()));
		GoodputTable table = new GoodputTable(results);
		System.out.println(table);
		Path file = Path.of("target", "goodput.json");
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, table.json());
		System.exit(0);
	}

	/** Calls of cold threads through cold code come late. */
	private static void warmUp() throws InterruptedException, ExecutionException {
		Setting setting = new Setting(5, Duration.ofSeconds(1), java.util.regex.Pattern.compile(""), 2);
		run(setting, Cell.matching(java.util.regex.Pattern.compile("fixed 200 (headers|configured|rotate-on-429)$")));
	}

	private static List<CellResult> run(Setting setting, List<Cell> cells)
			throws InterruptedException, ExecutionException {
		ExecutorService threads = Executors.newFixedThreadPool(setting.atOnce());
		List<Future<CellResult>> futures = cells.stream()
			.map((cell) -> threads.submit(() -> new CellRun(setting, cell).run()))
			.toList();
		List<CellResult> results = new ArrayList<>();
		for (Future<CellResult> future : futures) {
			results.add(future.get());
		}
		threads.shutdown();
		return results;
	}

}
