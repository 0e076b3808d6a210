package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import io.apipool.CallOutcome;
import io.apipool.KeyState;
import io.apipool.LimitSnapshot;
import io.apipool.definition.CooldownDefinition;
import io.apipool.definition.Durations;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.definition.RetryDefinition;
import io.apipool.definition.SecretForms;
import io.apipool.limit.PermitScope;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome changes: who rests, and how long.
 */
final class Consequences {

	private static final Log logger = LogFactory.getLog(Consequences.class);

	private static final Ladder INVALID = Ladder.doubling(Duration.ofMinutes(15), Duration.ofHours(24), 0);

	private static final Ladder OUT_OF_CREDIT = Ladder.of(Duration.ofHours(1), Duration.ofHours(4),
			Duration.ofHours(24));

	private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

	private final PoolCore core;

	private final RepeatedFailures failures;

	Consequences(PoolCore core) {
		this.core = core;
		this.failures = new RepeatedFailures(core, this);
	}

	/**
	 * Applies an outcome.
	 * @param lease the attempt that ended
	 * @param now monotonic nanoseconds
	 */
	void apply(Lease lease, CallOutcome outcome, long now) {
		KeyEntry entry = lease.seat().entry();
		if (!entry.isSecretOf(lease.pooledKey())) {
			return;
		}
		if (outcome instanceof CallOutcome.Succeeded) {
			succeeded(lease, entry, now);
		}
		else {
			failed(lease, outcome, now);
		}
	}

	private void succeeded(Lease lease, KeyEntry entry, long now) {
		entry.succeeded(lease.since());
		entry.failures().end();
		entry.refusals().end();
		learn(lease, (rate) -> rate.succeeded(lease, now));
		String model = lease.request().model();
		QuotaGroup group = lease.seat().group();
		long since = lease.since();
		boolean key = entry.rest().succeeded(since, now);
		boolean account = group.rest().succeeded(since, now);
		boolean bucket = group.rest(lease.plan().model()).succeeded(since, now);
		boolean pool = this.core.overloads().succeeded(model, since, now);
		if (pool) {
			this.core.ring().seats().forEach((seat) -> seat.entry().failures().end());
		}
		if (key || account || bucket || pool) {
			group.bringBack();
			this.core.states().tell(group);
		}
	}

	private void failed(Lease lease, CallOutcome outcome, long now) {
		if (outcome instanceof CallOutcome.Throttled throttled) {
			throttled(lease, throttled.until(), now);
		}
		else if (outcome instanceof CallOutcome.QuotaExhausted quota) {
			quotaExhausted(lease, quota.until(), now);
		}
		else if (outcome instanceof CallOutcome.OutOfCredit credit) {
			outOfCredit(lease, withoutSecret(credit.reason(), lease), now);
		}
		else if (outcome instanceof CallOutcome.KeyRejected rejected) {
			rejected(lease, withoutSecret(rejected.reason(), lease), now);
		}
		else if (outcome instanceof CallOutcome.Overloaded overloaded) {
			overloaded(lease, overloaded.until(), "provider overloaded", now);
		}
		else if (outcome instanceof CallOutcome.Failed failed && lease.is(Lease.NO_CLIENT)) {
			this.failures.noClient(lease, failed.cause(), now);
		}
		else if (outcome instanceof CallOutcome.Failed) {
			learn(lease, AdaptiveBucket::answered);
			this.failures.failed(lease, now);
		}
		else if (outcome instanceof CallOutcome.RequestError error) {
			learn(lease, AdaptiveBucket::answered);
			this.failures.requestError(lease, error, now);
		}
	}

	/**
	 * Takes the secret out of what the provider or the application says: operators read
	 * it, and logs and tables keep it.
	 */
	private static @Nullable String withoutSecret(@Nullable String reason, Lease lease) {
		return (reason != null) ? SecretForms.hide(lease.key().value(), reason) : null;
	}

	private void throttled(Lease lease, @Nullable Instant until, long now) {
		CooldownDefinition cooldown = cooldown(lease);
		AdaptiveBucket adaptive = lease.seat().group().adaptive(lease.plan().model());
		if (adaptive != null) {
			throttled(lease, adaptive, until, now);
			return;
		}
		Ladder ladder = Ladder.doubling(cooldown.initial(), cooldown.max(), cooldown.jitter());
		restBucket(lease, until, "throttled", new RestChanges.Sample(lease.since(), now, ladder));
	}

	private void throttled(Lease lease, AdaptiveBucket adaptive, @Nullable Instant until, long now) {
		adaptive.throttled(lease, now);
		restBucket(lease, until, "throttled", new RestChanges.Sample(lease.since(), now, adaptive.ladder()));
		RestState rest = lease.seat().group().rest(lease.plan().model()).state();
		if (rest != null) {
			adaptive.resting(rest.until());
		}
	}

	/**
	 * Tells the rate of the bucket, if it is learnt. Of a call that another one pays for
	 * the other tells.
	 */
	private static void learn(Lease lease, Consumer<AdaptiveBucket> answer) {
		AdaptiveBucket adaptive = lease.seat().group().adaptive(lease.plan().model());
		if (adaptive != null && !lease.is(Lease.COVERED)) {
			answer.accept(adaptive);
		}
	}

	private void quotaExhausted(Lease lease, @Nullable Instant until, long now) {
		Instant reset = (until == null) ? calendarReset(lease, now) : null;
		long left = (reset != null) ? announced(lease, reset, now) - now : 0;
		Ladder ladder = Ladder.of((left > 0) ? Duration.ofNanos(left) : cooldown(lease).max());
		restBucket(lease, until, "quota exhausted", new RestChanges.Sample(lease.since(), now, ladder));
	}

	/**
	 * Returns when the bucket's calendar limits have been reset: what is used up is most
	 * likely one of them.
	 */
	private static @Nullable Instant calendarReset(Lease lease, long now) {
		PermitScope scope = lease.seat().group().scope();
		int model = lease.plan().model();
		Instant own = calendarReset(scope, model, now);
		return (own != null || model == PermitScope.NO_MODEL) ? own : calendarReset(scope, PermitScope.NO_MODEL, now);
	}

	private static @Nullable Instant calendarReset(PermitScope scope, int model, long now) {
		List<LimitDefinition> limits = scope.limits(model);
		List<LimitSnapshot> snapshots = scope.snapshot(model, now);
		Instant latest = null;
		for (int i = 0; i < limits.size(); i++) {
			Instant reset = snapshots.get(i).resetAt();
			if (limits.get(i).window() instanceof LimitWindow.Calendar && reset != null
					&& (latest == null || reset.isAfter(latest))) {
				latest = reset;
			}
		}
		return latest;
	}

	private void restBucket(Lease lease, @Nullable Instant until, String reason, RestChanges.Sample sample) {
		QuotaGroup group = lease.seat().group();
		long end = announced(lease, until, sample.now());
		tell(lease, rest(group.rest(lease.plan().model()), end, reason, sample));
	}

	private static boolean rest(Rest rest, long end, String reason, RestChanges.Sample sample) {
		return (end > sample.now()) ? rest.announce(KeyState.COOLING, reason, end, sample.now())
				: rest.guess(KeyState.COOLING, reason, sample);
	}

	private void outOfCredit(Lease lease, @Nullable String said, long now) {
		QuotaGroup group = lease.seat().group();
		RestChanges.Sample sample = new RestChanges.Sample(lease.since(), now, OUT_OF_CREDIT);
		String reason = (said != null) ? said : "out of credit";
		boolean known = group.rest().is(KeyState.OUT_OF_CREDIT);
		if (tell(lease, group.rest().guess(KeyState.OUT_OF_CREDIT, reason, sample)) && !known) {
			logger.warn(this.core.name() + ": quota group " + group.id() + " is out of credit: " + reason);
		}
	}

	void rejected(Lease lease, @Nullable String said, long now) {
		KeyEntry entry = lease.seat().entry();
		RestChanges.Sample sample = new RestChanges.Sample(lease.since(), now, INVALID);
		String reason = (said != null) ? said : "rejected by the provider";
		boolean known = entry.rest().is(KeyState.INVALID);
		boolean changed = entry.rest().guess(KeyState.INVALID, reason, sample);
		if (!entry.isSecretOf(lease.pooledKey())) {
			entry.secretChanged(now);
			return;
		}
		if (tell(lease, changed) && !known) {
			logger.error(lease.key() + ": the provider does not accept this key (" + reason
					+ "); it is left out until its secret changes, it is reset, or a later try succeeds");
		}
	}

	void overloaded(Lease lease, @Nullable Instant until, String reason, long now) {
		RetryDefinition retry = lease.plan().setup().policies().retry();
		Ladder ladder = Ladder.doubling(retry.backoff(), retry.maxBackoff(), cooldown(lease).jitter());
		long end = announced(lease, until, now);
		RestChanges.Sample sample = new RestChanges.Sample(lease.since(), now, ladder);
		if (rest(this.core.overloads().of(lease.request().model()), end, reason, sample)) {
			lease.flag(Lease.LAID_A_REST);
		}
	}

	/**
	 * Tells listeners where something has changed.
	 */
	boolean tell(Lease lease, boolean changed) {
		if (changed) {
			lease.flag(Lease.LAID_A_REST);
			this.core.states().tell(lease.seat().group());
		}
		return changed;
	}

	private static CooldownDefinition cooldown(Lease lease) {
		return lease.plan().setup().policies().cooldown();
	}

	/**
	 * Returns the monotonic instant of an announced end; the present for none.
	 */
	private long announced(Lease lease, @Nullable Instant until, long now) {
		Instant present = this.core.instantOf(now);
		if (until == null || !until.isAfter(present)) {
			return now;
		}
		Duration length = Duration.between(present, until);
		Duration longest = cooldown(lease).maxAnnounced();
		if (length.compareTo(longest) > 0) {
			logger.warn(this.core.name() + ": the provider announced a rest of "
					+ Durations.text(length.plus(ALMOST_A_SECOND).truncatedTo(ChronoUnit.SECONDS)) + ", cut to "
					+ Durations.text(longest) + " (cooldown.max-announced)");
			return now + longest.toNanos();
		}
		return now + length.toNanos();
	}

}
