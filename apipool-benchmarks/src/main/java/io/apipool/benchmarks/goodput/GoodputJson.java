package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The results as JSON, an object for each stage of a cell. */
final class GoodputJson {

	private final List<CellResult> results;

	GoodputJson(List<CellResult> results) {
		this.results = results;
	}

	@Override
	public String toString() {
		return this.results.stream()
			.flatMap((row) -> row.scores().stream().map((score) -> json(row, score)))
			.collect(Collectors.joining(",\n", "[\n", "\n]\n"));
	}

	private static String json(CellResult row, Score score) {
		Cell cell = row.cell();
		CellResult.Times times = row.times();
		return String.format(Locale.ROOT,
				"""
						{"provider": "%s", "callers": %d, "load": "%s", "contender": "%s", "stage": "%s", "used": %.4f, \
						"beyond": %d, "beyondShare": %.5f, "settledAfter": %d, "waitMillis": {"p50": %.1f, "p99": %.1f}, \
						"toCounterMillis": {"p50": %.1f, "p99": %.1f, "most": %.1f}, "leastKey": %.3f, "mostKey": %.3f, "reached": %b, \
						"acceptedInWindows": [%s], "beyondInWindows": [%s]}""",
				cell.kind(), cell.callers(), cell.load().text(), cell.contender().text(), score.stage(), score.share(),
				score.beyond(), score.beyondShare(), score.settledAfter(), times.waiting().p50(), times.waiting().p99(),
				times.counter().p50(), times.counter().p99(), times.counter().most(), row.keys().least(),
				row.keys().most(), row.isReached(score), course(row, Arrivals.Count::accepted),
				course(row, Arrivals.Count::beyond));
	}

	private static String course(CellResult row, ToIntFunction<Arrivals.Count> figure) {
		return row.course()
			.stream()
			.map((count) -> Integer.toString(figure.applyAsInt(count)))
			.collect(Collectors.joining(", "));
	}

}
