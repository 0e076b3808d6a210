package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One row of the results as a picture: a panel for each contender, a bar for each window.
 */
final class GoodputChart {

	private static final String ROW = "fixed 200 saturated";

	/** Variants of ours that are not contenders of their own. */
	private static final Set<Contender> LEFT_OUT = Set.of(Contender.HEADERS_UP, Contender.HEADERS_DOWN,
			Contender.ADAPTIVE_BLIND, Contender.CONFIGURED_BURST, Contender.GROUP, Contender.GROUP_UNKNOWN);

	private static final int COLUMNS = 3;

	private static final int GAP = 28;

	private static final int TOP = 76;

	private static final int WIDTH = 800;

	private final List<Panel> panels;

	private final Setting setting;

	private final String row;

	private final double possible;

	/**
	 * Creates a picture of fixed windows and 200 callers, or of the first row there is.
	 * @param setting what all cells have in common
	 * @param results of one row at least
	 */
	GoodputChart(Setting setting, List<CellResult> results) {
		this.setting = setting;
		this.possible = Setting.KEYS.size() * Setting.AMOUNT;
		this.row = results.stream()
			.map((result) -> result.cell().row())
			.filter(ROW::equals)
			.findFirst()
			.orElseGet(() -> results.get(0).cell().row());
		this.panels = results.stream()
			.filter((result) -> result.cell().row().equals(this.row) && !LEFT_OUT.contains(result.cell().contender()))
			.map((result) -> new Panel(result, this.possible))
			.toList();
	}

	@Override
	public String toString() {
		int lines = (this.panels.size() + COLUMNS - 1) / COLUMNS;
		StringBuilder svg = new StringBuilder();
		svg.append(head(TOP + lines * (Panel.HEIGHT + GAP)));
		int left = (WIDTH - COLUMNS * Panel.WIDTH - (COLUMNS - 1) * GAP) / 2;
		svg.append(legend(left));
		for (int i = 0; i < this.panels.size(); i++) {
			svg.append(this.panels.get(i)
				.svg(left + i % COLUMNS * (Panel.WIDTH + GAP), TOP + i / COLUMNS * (Panel.HEIGHT + GAP)));
		}
		return svg.append("</svg>\n").toString();
	}

	private String head(int height) {
		return String.format(
				"""
						<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">
						<title id="title">Accepted calls and calls beyond the limit, window by window</title>
						<desc id="desc">%3$s</desc>
						<style>
						svg { --back: #ffffff; --ink: #1f2328; --dim: #59636e; --line: #818b98; --good: #2f6fb5; --bad: #b8400c }
						@media (prefers-color-scheme: dark) {
						svg { --back: #0d1117; --ink: #f0f6fc; --dim: #9198a1; --line: #7d8590; --good: #5b9bdc; --bad: #f0883e }
						}
						.back, .gap { fill: var(--back) }
						text { font-size: 12px; fill: var(--ink) }
						.name { font-size: 14px; font-weight: 600 }
						.ours, .since { font-size: 12px; font-weight: 400; fill: var(--good) }
						.dim, .since { fill: var(--dim) } .bad { fill: var(--bad) } .small { font-size: 11px }
						.accepted { fill: var(--good) } .beyond { fill: var(--bad) }
						.axis { stroke: var(--line) } .most { stroke: var(--dim); stroke-dasharray: 4 3 }
						</style>
						<rect class="back" width="%1$d" height="%2$d" rx="6"/>
						""",
				WIDTH, height, description());
	}

	private String legend(int left) {
		return String.format(Locale.ROOT,
				"""
						<g transform="translate(%1$d 0)">
						<text class="name" y="26">%2$s</text>
						<rect class="accepted" y="42" width="10" height="10"/><text x="16" y="52">accepted in a window</text>
						<rect class="beyond" x="160" y="42" width="10" height="10"/><text x="176" y="52">beyond the limit, drawn downwards</text>
						<line class="most" x1="412" x2="436" y1="47" y2="47"/><text x="444" y="52">the most that is possible: %3$.0f</text>
						</g>
						""",
				left, heading(), this.possible);
	}

	private String heading() {
		Cell cell = this.panels.get(0).result().cell();
		return String.format("%d keys of %d calls in %d s, %s windows, %d caller%s, %s", Setting.KEYS.size(),
				Setting.AMOUNT, this.setting.window().toSeconds(), cell.kind().name().toLowerCase(Locale.ROOT),
				cell.callers(), (cell.callers() > 1) ? "s" : "", cell.load().text());
	}

	private String description() {
		StringBuilder text = new StringBuilder(heading() + ".");
		this.panels.forEach((panel) -> text.append(' ')
			.append(panel.result().cell().contender().text())
			.append(": ")
			.append(panel.summary())
			.append('.'));
		return text.toString();
	}

}
