package io.apipool.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
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
			String keys = parameter(result);
			Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
			this.results.put((keys != null) ? name + " " + keys : name,
					new Measured(result.getPrimaryResult().getScore(), (bytes != null) ? bytes.getScore() : 0));
		}
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("\nGoal                                            seen    goal\n");
		bytes(text, "counted: bytes above a plain interceptor", "pooledCall", "plainInterceptor", 48);
		against(text, "counted", "pooledCall", 2.0, 0.20);
		against(text, "counted and metered", "pooledCall metered", 3.3, 0.30);
		ratio(text, "1000 keys / 10 keys", "call 1000", "call 10", 1.15);
		ratio(text, "900 of 1000 out, scattered / 10 keys", "call 1000-scattered", "call 10", 1.35);
		ratio(text, "900 of 1000 out, side by side / 10 keys", "call 1000-side-by-side", "call 10", 1.25);
		return text.toString();
	}

	private static @Nullable String parameter(RunResult result) {
		String keys = result.getParams().getParam("keys");
		return "true".equals(result.getParams().getParam("meters")) ? "metered" : keys;
	}

	private void against(StringBuilder text, String what, String ours, double around, double others) {
		ratio(text, what + " / @Around", ours, "around", around);
		ratio(text, what + " / Resilience4j", ours, "resilience4j", others);
		ratio(text, what + " / aspect by hand", ours, "handmade", others);
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
