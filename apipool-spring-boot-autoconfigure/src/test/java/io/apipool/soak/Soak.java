package io.apipool.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import io.apipool.operations.RestartablePostgres;

/** Runs it: warms up, looks, lets everything go wrong, looks again. */
final class Soak {

	private final Tally tally = new Tally();

	private final Plan plan;

	private final long startedAt = System.nanoTime();

	Soak(Plan plan) {
		this.plan = plan;
	}

	Verdict run(Path directory) throws Exception {
		try (RestartablePostgres database = RestartablePostgres.start(directory);
				Provider provider = Provider.start(this.plan.window())) {
			LiveKeys keys = new LiveKeys(this.plan, provider.uri(), (secret) -> provider.tell("add " + secret));
			try (SoakApplication application = SoakApplication.start(this.plan, provider, database, keys, this.tally)) {
				Callers early = application.call(this.tally, this.plan);
				Callers.pause(this.plan.warmUp().toMillis());
				early.stop();
				Vitals before = quiet(application, !this.plan.isShort());
				print("before: " + before);
				Callers callers = application.call(this.tally, this.plan);
				Troubles troubles = new Troubles(this.plan, provider, keys, application.pool(),
						application.synchronizer());
				trouble(troubles, database, application, provider);
				troubles.end();
				callers.stop();
				Vitals after = quiet(application, true);
				settle(() -> application.vitals().threads() <= before.threads());
				print("after:  " + after);
				print("done:   " + troubles.done());
				print("ended:  " + this.tally.ends());
				return verdict(before, application.vitals(), application, provider, troubles);
			}
		}
	}

	private void trouble(Troubles troubles, RestartablePostgres database, SoakApplication application,
			Provider provider) throws InterruptedException {
		long end = System.nanoTime() + this.plan.length().toNanos();
		long minute = System.nanoTime();
		while (System.nanoTime() < end || !troubles.isEachDone()) {
			Callers.pause(this.plan.beat().toMillis());
			troubles.beat(database);
			if (System.nanoTime() - minute > Duration.ofMinutes(1).toNanos()) {
				minute += Duration.ofMinutes(1).toNanos();
				print(this.tally.sent() + " sent, " + provider.report().beyond() + " beyond, " + application.vitals()
						+ ", " + application.look() + " meters");
			}
		}
	}

	/** Waits until nothing is under way or to be written, or counted either. */
	private Vitals quiet(SoakApplication application, boolean nothingCounted) {
		settle(() -> application.flush() == 0 && application.vitals().isQuiet(nothingCounted));
		return application.vitals();
	}

	private void settle(BooleanSupplier done) {
		long end = System.nanoTime() + this.plan.patience().toNanos();
		while (!done.getAsBoolean() && System.nanoTime() < end) {
			Callers.pause(500);
		}
	}

	private Verdict verdict(Vitals before, Vitals after, SoakApplication application, Provider provider,
			Troubles troubles) {
		Verdict verdict = new Verdict();
		Provider.Counts counts = provider.report();
		verdict.check("calls beyond a limit", counts.beyond() == 0,
				counts.beyond() + " of " + (counts.accepted() + counts.beyond()) + " " + provider.tell("beyond"));
		verdict.same("leases in flight", 0, after.inFlight());
		verdict.same("calls that wait", 0, after.waiting());
		verdict.same("units that limits still count", 0, Math.round(after.counted()));
		verdict.check("heap", after.heap() < before.heap() + before.heap() / 10 + (8 << 20),
				String.format(Locale.ROOT, "%.1f MB after %.1f MB", after.heap() / 1e6, before.heap() / 1e6));
		verdict.check("threads", after.threads() <= before.threads() + 4,
				after.threads() + " after " + before.threads());
		verdict.check("connections to the provider", after.connections() <= Math.max(before.connections(), 120),
				after.connections() + " after " + before.connections());
		verdict.same("connections to the database in use", 0, after.borrowed());
		verdict.check("clients of keys", application.openClients() <= application.pool().keys().size(),
				application.openClients() + " of " + application.pool().keys().size() + " keys");
		verdict.same("usage that was dropped", 0, application.dropped());
		verdict.same("attempts in the table", this.tally.grants(), application.written());
		timed(verdict, application.timed());
		used(verdict, application);
		verdict.same("answers 2xx of blocking callers in the table", answers("200"), succeeded(application));
		provided(verdict, provider, counts);
		verdict.check("refreshes that did something else", troubles.unexpected().isEmpty(),
				troubles.unexpected().toString());
		Map<String, Long> surprises = new TreeMap<>(this.tally.ends());
		surprises.keySet().removeIf((name) -> !name.startsWith(Ends.SURPRISE));
		verdict.check("calls that ended with a surprise", surprises.isEmpty(), surprises.toString());
		return verdict;
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
	private void used(Verdict verdict, SoakApplication application) {
		Map<String, Long> attempts = this.tally.attempts();
		Map<String, Long> outcomes = application.outcomes();
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
	private void provided(Verdict verdict, Provider provider, Provider.Counts counts) {
		BitSet counted = provider.numbers();
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

	private Map<String, Long> succeeded(SoakApplication application) {
		Map<String, Long> sums = new TreeMap<>();
		application.outcomes().forEach((name, count) -> {
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

	private void print(String line) {
		long seconds = (System.nanoTime() - this.startedAt) / 1_000_000_000;
		System.out.printf(Locale.ROOT, "%3d:%02d  %s%n", seconds / 60, seconds % 60, line);
	}

}
