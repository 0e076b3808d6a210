package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;

/**
 * One contender's windows as bars: what was accepted upwards, what was beyond downwards.
 *
 * @param result the contender's
 * @param possible the calls that a window allows, all keys together
 */
record Panel(CellResult result, double possible) {

	static final int WIDTH = 232;

	static final int HEIGHT = 164;

	private static final int AXIS = 102;

	private static final double UP = 54;

	private static final double DOWN = 46;

	private static final double LEAST = 2;

	private static final String LINE = "<line class=\"%s\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n";

	private static final String BAR = "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n";

	String summary() {
		Score score = this.result.first();
		return String.format(Locale.ROOT, "%.1f %% used, %,d beyond", 100 * score.share(), score.beyond());
	}

	private String since() {
		int settle = this.result.cell().stages(1).get(0).settle();
		return (settle > 1) ? " after " + settle + " windows" : "";
	}

	private String name() {
		return this.result.cell().contender().text();
	}

	String svg(int x, int y) {
		StringBuilder svg = new StringBuilder();
		svg.append(String.format("<g transform=\"translate(%d %d)\">%n", x, y))
			.append(String.format("<title>%s: %s</title>%n", name(), summary()))
			.append(String.format(
					"<text class=\"name\" y=\"14\">%s <tspan class=\"ours\">%s</tspan><tspan class=\"since\">%s</tspan></text>%n",
					name(), this.result.cell().contender().isOurs() ? "ours" : "", since()))
			.append(String.format("<text class=\"%s\" y=\"31\">%s</text>%n",
					(this.result.first().beyond() > 0) ? "bad" : "dim", summary()));
		bars(svg);
		svg.append(String.format(Locale.ROOT, LINE, "axis", WIDTH, (double) AXIS, (double) AXIS))
			.append(String.format(Locale.ROOT, LINE, "most", WIDTH, AXIS - UP, AXIS - UP));
		return svg.append(String.format("</g>%n")).toString();
	}

	private void bars(StringBuilder svg) {
		List<Arrivals.Count> course = this.result.course();
		double step = (double) WIDTH / course.size();
		for (int i = 0; i < course.size(); i++) {
			double up = Math.min(UP + 8, height(course.get(i).accepted()));
			double down = height(course.get(i).beyond());
			bar(svg, "accepted", i * step, AXIS - up, step, up);
			bar(svg, "beyond", i * step, AXIS, step, Math.min(DOWN, down));
			if (down > DOWN) {
				cut(svg, i * step, step);
			}
		}
		largest(svg);
	}

	/** Returns a length; a single call can be seen. */
	private double height(int calls) {
		return (calls == 0) ? 0 : Math.max(LEAST, UP * calls / this.possible);
	}

	private static void bar(StringBuilder svg, String name, double x, double y, double step, double height) {
		if (height > 0) {
			svg.append(String.format(Locale.ROOT, BAR, name, x + 0.1 * step, y, 0.8 * step, height));
		}
	}

	/** A bar that goes on beyond its end has a gap near it. */
	private static void cut(StringBuilder svg, double x, double step) {
		svg.append(String.format(Locale.ROOT, BAR, "gap", x, AXIS + DOWN - 7, step, 2.5));
	}

	/** Says how long the longest bar would be that does not fit. */
	private void largest(StringBuilder svg) {
		int most = this.result.course().stream().mapToInt(Arrivals.Count::beyond).max().orElse(0);
		if (height(most) > DOWN) {
			svg.append(String.format(Locale.ROOT,
					"<text class=\"bad small\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">up to %,d in a window</text>%n",
					WIDTH, AXIS + DOWN + 12, most));
		}
	}

}
