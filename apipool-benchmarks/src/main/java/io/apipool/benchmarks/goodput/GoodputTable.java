package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;

import io.apipool.honest.Quota;

/** The results as Markdown, a table for each kind of provider. */
final class GoodputTable {

	private final List<CellResult> results;

	GoodputTable(List<CellResult> results) {
		this.results = results;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Quota.Kind kind : Quota.Kind.values()) {
			List<CellResult> rows = this.results.stream().filter((result) -> result.cell().kind() == kind).toList();
			if (!rows.isEmpty()) {
				text.append(head(kind));
				rows.forEach((row) -> row.scores().forEach((score) -> text.append(line(row, score))));
			}
		}
		return text.toString();
	}

	private static String head(Quota.Kind kind) {
		return String.format(
				"""

						Provider: %s

						| contender | callers | load | used %% | beyond | of all %% | wait p50 / p99 ms | to the counter p50 / p99 / most ms | keys | goal |
						|---|---|---|---|---|---|---|---|---|---|
						""",
				kind.name().toLowerCase(Locale.ROOT));
	}

	private static String line(CellResult row, Score score) {
		Cell cell = row.cell();
		CellResult.Times times = row.times();
		String load = cell.load().text() + (score.stage().isEmpty() ? "" : ", " + score.stage());
		return String.format(Locale.ROOT,
				"| %s | %d | %s | %.1f | %d | %.1f | %.0f / %.0f | %.0f / %.0f / %.0f | %.2f - %.2f | %s |%n",
				cell.contender().text(), cell.callers(), load, 100 * score.share(), score.beyond(),
				100 * score.beyondShare(), times.waiting().p50(), times.waiting().p99(), times.counter().p50(),
				times.counter().p99(), times.counter().most(), row.keys().least(), row.keys().most(), goal(row, score));
	}

	private static String goal(CellResult row, Score score) {
		Demand goal = Demand.of(row.cell());
		String text = row.cell().contender().isOurs()
				? String.format(Locale.ROOT, "%.0f / %.0f", 100 * goal.share(), 100 * goal.beyond()) : "";
		return text + (row.isReached(score) ? "" : " **missed**")
				+ (row.cell().contender().isAdaptive() && !score.stage().isEmpty()
						? ", settled after " + score.settledAfter() : "")
				+ (row.failed().isEmpty() ? "" : " failed " + row.failed());
	}

}
