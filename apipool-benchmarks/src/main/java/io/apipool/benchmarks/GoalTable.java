package io.apipool.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The results as ratios and bytes against the goals.
 */
final class GoalTable {

	private final Map<String, Measured> results = new LinkedHashMap<>();

	GoalTable(Collection<RunResult> results) {
		for (RunResult result : results) {
			String name = result.getPrimaryResult().getLabel();
			String keys = result.getParams().getParam("keys");
			Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
			this.results.put((keys != null) ? name + " " + keys : name,
					new Measured(result.getPrimaryResult().getScore(), (bytes != null) ? bytes.getScore() : 0));
		}
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("\nGoal                                            seen    goal\n");
		bytes(text, "pooled call: bytes above a plain interceptor", "pooledCall", "plainInterceptor", 48);
		ratio(text, "1000 keys / 10 keys", "call 1000", "call 10", 1.15);
		ratio(text, "900 of 1000 out, scattered / 10 keys", "call 1000-scattered", "call 10", 1.35);
		ratio(text, "900 of 1000 out, side by side / 10 keys", "call 1000-side-by-side", "call 10", 1.25);
		return text.toString();
	}

	private void bytes(StringBuilder text, String goal, String ours, String base, int most) {
		Measured a = this.results.get(ours);
		Measured b = this.results.get(base);
		if (a != null && b != null) {
			text.append(String.format(Locale.ROOT, "%-46s %6.1f  <= %d%n", goal, (double) Math.round(a.bytes - b.bytes),
					most));
		}
	}

	private void ratio(StringBuilder text, String goal, String ours, String base, double most) {
		Measured a = this.results.get(ours);
		Measured b = this.results.get(base);
		if (a != null && b != null) {
			text.append(String.format(Locale.ROOT, "%-46s %6.2f  <= %.2f%n", goal, a.nanos / b.nanos, most));
		}
	}

	private record Measured(double nanos, double bytes) {
	}

}
