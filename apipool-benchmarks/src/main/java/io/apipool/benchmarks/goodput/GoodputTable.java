package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;

import io.apipool.honest.Quota;

/** The results as text, a table for each kind of provider, and as JSON. */
final class GoodputTable {

	private static final String ROW = "%-15s %7s %-13s %8s %6s %7s %8s %8s %8s %12s  %s%n";

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
				text.append(String.format("%nProvider: %s%n", kind.name().toLowerCase(Locale.ROOT)));
				text.append(String.format(ROW, "contender", "callers", "stage", "used %", "beyond", "of all", "settled",
						"p50 ms", "p99 ms", "keys", "goal"));
				rows.forEach((row) -> row.scores().forEach((score) -> append(text, row, score)));
			}
		}
		return text.toString();
	}

	private static void append(StringBuilder text, CellResult row, Score score) {
		Cell cell = row.cell();
		double least = cell.contestant().leastShare(cell.kind());
		text.append(String.format(Locale.ROOT, ROW, cell.contestant().text(), cell.callers(), score.stage(),
				decimal(100 * score.share()), score.beyond(), decimal(100 * score.beyondShare()),
				cell.contestant().isAdaptive() ? score.settledAfter() : "", decimal(row.waits().low()),
				decimal(row.waits().high()),
				String.format(Locale.ROOT, "%.2f - %.2f", row.shares().low(), row.shares().high()),
				(least == 0) ? ""
						: decimal(100 * least) + " / " + decimal(100 * cell.contestant().mostBeyond())
								+ (row.isReached(score) ? "" : " MISSED")
								+ (row.failed().isEmpty() ? "" : " failed " + row.failed())));
	}

	private static String decimal(double number) {
		return String.format(Locale.ROOT, "%.1f", number);
	}

	String json() {
		List<String> rows = this.results.stream()
			.flatMap((row) -> row.scores().stream().map((score) -> json(row, score)))
			.toList();
		return "[\n" + String.join(",\n", rows) + "\n]\n";
	}

	private static String json(CellResult row, Score score) {
		return String.format(Locale.ROOT,
				"{\"provider\": \"%s\", \"callers\": %d, \"contender\": \"%s\", \"stage\": \"%s\", \"used\": %.4f, "
						+ "\"beyond\": %d, \"beyondShare\": %.5f, \"settledAfter\": %d, \"p50Millis\": %.1f, "
						+ "\"p99Millis\": %.1f, \"leastKey\": %.3f, \"mostKey\": %.3f, \"reached\": %b}",
				row.cell().kind(), row.cell().callers(), row.cell().contestant().text(), score.stage(), score.share(),
				score.beyond(), score.beyondShare(), score.settledAfter(), row.waits().low(), row.waits().high(),
				row.shares().low(), row.shares().high(), row.isReached(score));
	}

}
