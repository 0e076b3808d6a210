package io.apipool.benchmarks.goodput;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether in any row another contender has as many accepted calls with as few beyond, and
 * whether of those with none beyond ours has the most accepted and the lowest wait. Ours
 * is the pool with limits configured; percent are compared as they are printed.
 */
final class Verdict {

	private static final String HEAD = """

			Ours, limits configured, beside the others of its row:

			| row | ours: used %, beyond, p99 wait ms | others with as many accepted and as few beyond | most used of 0 beyond | least p99 wait of 0 beyond |
			|---|---|---|---|---|
			""";

	private static final double SAME_SHARE = 0.0005;

	private final List<CellResult> results;

	Verdict(List<CellResult> results) {
		this.results = results;
	}

	@Override
	public String toString() {
		return this.results.stream().filter(Verdict::isOurs).map(this::line).collect(Collectors.joining("", HEAD, ""));
	}

	private static boolean isOurs(CellResult result) {
		Contender contender = result.cell().contender();
		return contender == Contender.CONFIGURED || contender == Contender.CONFIGURED_BURST;
	}

	private String line(CellResult ours) {
		List<CellResult> others = this.results.stream()
			.filter((result) -> result.cell().row().equals(ours.cell().row()) && !result.cell().contender().isOurs())
			.toList();
		return "| " + ours.cell() + " | " + figures(ours) + " | " + asGood(ours, others) + " | "
				+ best(ours, others, Comparator.comparingLong((result) -> -Math.round(1000 * result.first().share())))
				+ " | " + best(ours, others, Comparator.comparingDouble((result) -> result.times().waiting().p99()))
				+ " |\n";
	}

	private static String asGood(CellResult ours, List<CellResult> others) {
		String asGood = others.stream()
			.filter((other) -> other.first().share() >= ours.first().share() - SAME_SHARE
					&& other.first().beyond() <= ours.first().beyond())
			.map(Verdict::named)
			.collect(Collectors.joining("; "));
		return asGood.isEmpty() ? "none" : "**" + asGood + "**";
	}

	/** Returns ours where it is as good as the best, else the one that is better. */
	private static String best(CellResult ours, List<CellResult> others, Comparator<CellResult> order) {
		if (ours.first().beyond() > 0) {
			return "**not ours**";
		}
		return others.stream()
			.filter((other) -> other.first().beyond() == 0 && order.compare(other, ours) < 0)
			.min(order)
			.map((better) -> "**" + named(better) + "**")
			.orElse("ours");
	}

	private static String named(CellResult result) {
		return result.cell().contender().text() + " " + figures(result);
	}

	private static String figures(CellResult result) {
		return String.format(Locale.ROOT, "%.1f, %d, %.0f", 100 * result.first().share(), result.first().beyond(),
				result.times().waiting().p99());
	}

}
