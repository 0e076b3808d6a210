package io.apipool.benchmarks.goodput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Cells that run side by side, the longest first. Those that take the processor from
 * others run by themselves, at the end.
 *
 * @param setting what all cells have in common
 * @param cells the cells
 */
record Plan(Setting setting, List<Cell> cells) {

	/** Returns how long it will take. */
	Duration length() {
		return length(part(true)).plus(length(part(false)));
	}

	List<CellResult> run() throws InterruptedException, ExecutionException {
		List<CellResult> results = new ArrayList<>(run(part(true)));
		results.addAll(run(part(false)));
		results.sort(Comparator.comparingInt((result) -> this.cells.indexOf(result.cell())));
		return results;
	}

	private List<Cell> part(boolean polite) {
		return this.cells.stream()
			.filter((cell) -> cell.contender().isPolite() == polite)
			.sorted(Comparator.comparing(this.setting::length).reversed())
			.toList();
	}

	private Duration length(List<Cell> part) {
		PriorityQueue<Duration> lanes = new PriorityQueue<>();
		for (int i = 0; i < this.setting.atOnce(); i++) {
			lanes.add(Duration.ZERO);
		}
		part.forEach((cell) -> lanes.add(lanes.remove().plus(this.setting.length(cell))));
		return lanes.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
	}

	private List<CellResult> run(List<Cell> part) throws InterruptedException, ExecutionException {
		ExecutorService lanes = Executors.newFixedThreadPool(this.setting.atOnce());
		try {
			List<Future<CellResult>> futures = part.stream()
				.map((cell) -> lanes.submit(() -> new CellRun(this.setting, cell).run()))
				.toList();
			List<CellResult> results = new ArrayList<>();
			for (Future<CellResult> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			lanes.shutdownNow();
		}
	}

}
