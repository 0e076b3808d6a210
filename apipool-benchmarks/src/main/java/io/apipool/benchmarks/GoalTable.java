package io.apipool.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.apipool.definition.PoolDefinition;
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
		for (String strategy : PoolDefinition.STRATEGIES) {
			sizes(text, strategy);
		}
		return text.toString();
	}

	private void sizes(StringBuilder text, String strategy) {
		String ten = "call 10 " + strategy;
		ratio(text, strategy + ", 10 keys / round-robin", ten, "call 10 round-robin", Double.POSITIVE_INFINITY);
		ratio(text, strategy + ", 1000 keys / 10", "call 1000 " + strategy, ten, 1.15);
		ratio(text, strategy + ", 900 out, scattered / 10", "call 1000-scattered " + strategy, ten, 1.35);
		ratio(text, strategy + ", 900 out, side by side / 10", "call 1000-side-by-side " + strategy, ten, 1.25);
	}

	private static @Nullable String parameter(RunResult result) {
		String keys = result.getParams().getParam("keys");
		String strategy = result.getParams().getParam("strategy");
		if (strategy != null) {
			return keys + " " + strategy;
		}
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
			String limit = Double.isInfinite(most) ? "" : String.format(Locale.ROOT, "<= %.2f", most);
			text.append(String.format(Locale.ROOT, "%-46s %6.2f  %s%n", goal, a.nanos / b.nanos, limit));
		}
	}

	private record Measured(double nanos, double bytes) {
	}

}
