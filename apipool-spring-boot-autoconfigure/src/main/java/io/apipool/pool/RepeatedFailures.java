package io.apipool.pool;

import java.time.Duration;

import io.apipool.CallOutcome;
import io.apipool.KeyState;
import io.apipool.OutcomeWords;
import io.apipool.definition.BanDefinition;
import io.apipool.definition.CooldownDefinition;
import io.apipool.definition.Durations;
import io.apipool.provider.ThrownAnswer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Failures in a row: whether it is the key or the provider that fails is told by the
 * other keys. Where none of them succeeded meanwhile it is the provider, and nobody is
 * banned.
 */
final class RepeatedFailures {

	private static final Log logger = LogFactory.getLog(RepeatedFailures.class);

	private static final Duration LONGEST_REST = Duration.ofHours(24);

	private static final Duration LONGEST_BAN = Duration.ofHours(1);

	private static final int FORBIDDEN_IN_A_ROW = 3;

	private final PoolCore core;

	private final Consequences consequences;

	RepeatedFailures(PoolCore core, Consequences consequences) {
		this.core = core;
		this.consequences = consequences;
	}

	/**
	 * A call failed.
	 */
	void failed(Lease lease, long now) {
		KeyEntry entry = lease.seat().entry();
		FailureRow.Row row = entry.failures().failed(lease.since(), now, successes());
		BanDefinition ban = lease.plan().setup().policies().ban();
		if (row.count() >= ban.threshold()) {
			if (anotherSucceeded(entry, row)) {
				banned(lease, entry, ban, now);
			}
			else {
				this.consequences.overloaded(lease, null, "provider fails", now);
			}
		}
		else if (this.core.overloads().isProbedBy(lease.outermost(), lease.request().model())) {
			this.consequences.overloaded(lease, null, "provider fails", now);
		}
		probeFailed(lease, entry.rest(), now);
		probeFailed(lease, lease.seat().group().rest(), now);
		probeFailed(lease, lease.seat().group().rest(lease.plan().model()), now);
	}

	private void banned(Lease lease, KeyEntry entry, BanDefinition ban, long now) {
		Ladder ladder = Ladder.doubling(ban.duration(), LONGEST_BAN, 0);
		RestChanges.Sample sample = new RestChanges.Sample(lease.since(), now, ladder);
		String reason = "failed while other keys succeeded";
		if (this.consequences.tell(lease, entry.rest().guess(KeyState.BANNED, reason, sample))) {
			logger.warn(lease.key() + ": banned, it fails while other keys succeed");
		}
	}

	/**
	 * No client could be made for the key: whatever it is, it is no other key's doing.
	 */
	void noClient(Lease lease, Throwable thrown, long now) {
		Duration length = lease.plan().setup().policies().ban().duration();
		RestChanges.Sample sample = new RestChanges.Sample(lease.since(), now, Ladder.of(length));
		String reason = thrown.getClass().getSimpleName();
		if (this.consequences.tell(lease, lease.seat().entry().rest().guess(KeyState.BANNED, reason, sample))) {
			logger.warn(lease.key() + ": banned for " + Durations.text(length) + ", its client could not be made: "
					+ ClientTrouble.told(thrown, lease.key()));
		}
	}

	/**
	 * A call that was let through in probation failed: the rest begins anew, longer.
	 */
	private void probeFailed(Lease lease, Rest rest, long now) {
		CooldownDefinition cooldown = lease.plan().setup().policies().cooldown();
		RestChanges.Again again = rest.is(KeyState.COOLING)
				? new RestChanges.Again(now, cooldown.max().toNanos(), cooldown.jitter())
				: new RestChanges.Again(now, (rest.is(KeyState.BANNED) ? LONGEST_BAN : LONGEST_REST).toNanos(), 0);
		this.consequences.tell(lease, rest.probeFailed(lease.outermost(), again));
	}

	/**
	 * A call was refused for what it asked; forbidden again and again, it may be the key.
	 */
	void requestError(Lease lease, CallOutcome.RequestError error, long now) {
		KeyEntry entry = lease.seat().entry();
		if (ThrownAnswer.status(error.cause()) != 403) {
			entry.refusals().end();
			return;
		}
		FailureRow.Row row = entry.refusals().failed(lease.since(), now, successes());
		if (row.count() >= FORBIDDEN_IN_A_ROW && anotherSucceeded(entry, row)) {
			this.consequences.rejected(lease,
					"forbidden " + FORBIDDEN_IN_A_ROW + " times in a row while other keys succeeded", now);
		}
	}

	private long successes() {
		return this.core.ring().seats().stream().mapToLong((seat) -> seat.entry().count(OutcomeWords.SUCCEEDED)).sum();
	}

	/**
	 * Tells whether another key shows that the provider works: it was granted, and
	 * succeeded, since the first failure of a row. A call that was under way when an
	 * outage began proves nothing.
	 */
	private boolean anotherSucceeded(KeyEntry entry, FailureRow.Row row) {
		return successes() > row.successes() && this.core.ring()
			.seats()
			.stream()
			.anyMatch((seat) -> seat.entry() != entry && seat.entry().succeededSince(row.first()));
	}

}
