package io.apipool.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What was looked at in the end, and what of it is not as it should be. */
final class Verdict {

	private final List<String> lines = new ArrayList<>();

	private final List<String> wrong = new ArrayList<>();

	void check(String what, boolean right, String seen) {
		String line = String.format(Locale.ROOT, "%-5s  %-52s %s", right ? "ok" : "WRONG", what, seen);
		this.lines.add(line);
		if (!right) {
			this.wrong.add(line);
		}
	}

	void same(String what, long expected, long seen) {
		check(what, expected == seen, (expected == seen) ? Long.toString(seen) : seen + " and not " + expected);
	}

	/** Compares sums by name. */
	void same(String what, Map<String, Long> expected, Map<String, Long> seen) {
		TreeSet<String> names = new TreeSet<>(expected.keySet());
		names.addAll(seen.keySet());
		List<String> others = names.stream()
			.filter((name) -> !expected.getOrDefault(name, 0L).equals(seen.getOrDefault(name, 0L)))
			.map((name) -> name + ": " + seen.getOrDefault(name, 0L) + " and not " + expected.getOrDefault(name, 0L))
			.toList();
		check(what, others.isEmpty(),
				seen.values().stream().mapToLong(Long::longValue).sum() + " in " + seen.size() + " sums"
						+ (others.isEmpty() ? ""
								: ", " + others.size() + " differ: " + others.subList(0, Math.min(12, others.size()))));
	}

	/** Returns what is not as it should be. */
	List<String> wrong() {
		return this.wrong;
	}

	@Override
	public String toString() {
		return String.join(System.lineSeparator(), this.lines);
	}

}
