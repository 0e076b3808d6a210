package io.apipool.soak;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares in the end what callers, provider, timers and database have counted, and what
 * is held with what was held before.
 */
final class Audit {

	private final Plan plan;

	private final Tally tally;

	private final SoakApplication application;

	private final Provider provider;

	private final Troubles troubles;

	Audit(Plan plan, Tally tally, SoakApplication application, Provider provider, Troubles troubles) {
		this.plan = plan;
		this.tally = tally;
		this.application = application;
		this.provider = provider;
		this.troubles = troubles;
	}

	Verdict verdict(Vitals before, Vitals after) {
		Verdict verdict = new Verdict();
		Provider.Counts counts = this.provider.report();
		verdict.check("calls beyond a limit", counts.beyond() == 0,
				counts.beyond() + " of " + (counts.accepted() + counts.beyond()) + " " + this.provider.tell("beyond"));
		held(verdict, before, after);
		verdict.same("usage that was dropped", 0, this.application.dropped());
		verdict.same("attempts in the table", this.tally.grants(), this.application.written());
		timed(verdict, this.application.timed());
		used(verdict);
		verdict.same("answers 2xx of blocking callers in the table", answers("200"), succeeded());
		provided(verdict, counts);
		verdict.check("refreshes that did something else", this.troubles.unexpected().isEmpty(),
				this.troubles.unexpected().toString());
		Map<String, Long> surprises = new TreeMap<>(this.tally.ends());
		surprises.keySet().removeIf((name) -> !name.startsWith(Ends.SURPRISE));
		verdict.check("calls that ended with a surprise", surprises.isEmpty(), surprises.toString());
		return verdict;
	}

	private void held(Verdict verdict, Vitals before, Vitals after) {
		verdict.same("leases in flight", 0, after.inFlight());
		verdict.same("calls that wait", 0, after.waiting());
		verdict.same("units that limits still count", 0, Math.round(after.counted()));
		verdict.check("heap", after.heap() < before.heap() + before.heap() / 10 + (8 << 20),
				String.format(Locale.ROOT, "%.1f MB after %.1f MB", after.heap() / 1e6, before.heap() / 1e6));
		verdict.check("threads", after.hasThreadsAs(before), after.threads() + " after " + before.threads());
		verdict.check("connections to the provider", after.connections() <= Math.max(before.connections(), 120),
				after.connections() + " after " + before.connections());
		verdict.same("connections to the database in use", 0, after.borrowed());
		int keys = this.application.pool().keys().size();
		verdict.check("clients of keys", this.application.openClients() <= keys,
				this.application.openClients() + " of " + keys + " keys");
	}

	/** In a long run the timers of keys go that have left long ago. */
	private void timed(Verdict verdict, Map<String, Long> timed) {
		Map<String, Long> expected = new TreeMap<>(this.tally.grants());
		if (!this.plan.isShort()) {
			expected.replaceAll((name, granted) -> Math.min(granted, timed.getOrDefault(name, 0L)));
		}
		verdict.same("attempts that were timed", expected, timed);
	}

	/**
	 * Each key that was given to a call was used, unless the call was given up meanwhile,
	 * or its time was over.
	 */
	private void used(Verdict verdict) {
		Map<String, Long> attempts = this.tally.attempts();
		Map<String, Long> outcomes = this.application.outcomes();
		Map<String, Long> unused = new TreeMap<>();
		this.tally.grants().forEach((name, granted) -> {
			long more = granted - attempts.getOrDefault(name, 0L);
			long givenUp = outcomes.getOrDefault(name + " cancelled", 0L) + outcomes.getOrDefault(name + " failed", 0L);
			if (more < 0 || more > (isBlocking(name) ? 0 : givenUp)) {
				unused.put(name, more);
			}
		});
		long all = sum(this.tally.grants()) - sum(attempts);
		verdict.check("attempts that the callers counted",
				unused.isEmpty() && attempts.size() <= this.tally.grants().size(),
				sum(attempts) + ", and " + all + " were given up before" + (unused.isEmpty() ? "" : ": " + unused));
	}

	private static long sum(Map<String, Long> sums) {
		return sums.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * A request that was answered was counted by the provider, or rejected. One that was
	 * not answered may have come or not.
	 */
	private void provided(Verdict verdict, Provider.Counts counts) {
		BitSet counted = this.provider.numbers();
		BitSet unanswered = this.tally.unanswered();
		BitSet lost = (BitSet) unanswered.clone();
		lost.andNot(counted);
		BitSet answered = (BitSet) counted.clone();
		answered.andNot(unanswered);
		long rejected = this.tally.answers()
			.entrySet()
			.stream()
			.filter((answer) -> answer.getKey().endsWith(" 401"))
			.mapToLong(Map.Entry::getValue)
			.sum();
		verdict.same("requests that the provider counted and answered",
				this.tally.sent() - unanswered.cardinality() - rejected, answered.cardinality());
		verdict.check("requests with a key that is not accepted",
				counts.rejected() >= rejected && counts.rejected() <= rejected + lost.cardinality(),
				counts.rejected() + ", of which " + rejected + " were answered");
		verdict.same("requests that came twice", 0, counts.repeats());
	}

	private Map<String, Long> answers(String status) {
		Map<String, Long> sums = new TreeMap<>();
		this.tally.answers().forEach((name, count) -> {
			if (name.endsWith(" " + status) && isBlocking(name)) {
				sums.put(name.substring(0, name.length() - 4), count);
			}
		});
		return sums;
	}

	private Map<String, Long> succeeded() {
		Map<String, Long> sums = new TreeMap<>();
		this.application.outcomes().forEach((name, count) -> {
			if (name.endsWith(" succeeded") && isBlocking(name)) {
				sums.put(name.substring(0, name.length() - " succeeded".length()), count);
			}
		});
		return sums;
	}

	/** Callers that nobody interrupts. */
	private static boolean isBlocking(String name) {
		return name.startsWith("annotated ") || name.startsWith("POST /blocking ");
	}

}
