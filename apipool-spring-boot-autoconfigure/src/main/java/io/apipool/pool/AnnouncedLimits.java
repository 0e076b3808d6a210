package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.apipool.KeyLease;
import io.apipool.LearntLimit;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ToldLimit;
import io.apipool.provider.AnnouncedLimit;
import io.apipool.provider.AnnouncedLimit.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Hands the limits that an answer announced to the bucket that the call was counted in.
 * Internal.
 */
public final class AnnouncedLimits {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private AnnouncedLimits() {
	}

	/**
	 * Tells a lease's bucket what the answer to its call announced. To be called before
	 * the lease ends.
	 * @param lease the attempt that was answered; one that is not of a pool is ignored
	 * @param announced what was said
	 */
	public static void tell(KeyLease lease, List<AnnouncedLimit> announced) {
		if (!announced.isEmpty() && lease instanceof Lease answered) {
			PoolCore core = answered.core();
			long now = core.now();
			Instant present = core.instantOf(now);
			List<ToldLimit> told = announced.stream().map((limit) -> told(limit, present, now)).toList();
			Lease payer = answered.payer();
			learn(core, payer.seat().group(), payer.plan().model(), new PermitStore.Answered(payer.grantedNanos(), now),
					told);
		}
	}

	/**
	 * Tells a group what was found out about its limits, whichever call that was.
	 */
	static void tell(PoolCore core, QuotaGroup group, List<LearntLimit> found) {
		long now = core.now();
		Instant present = core.instantOf(now);
		List<ToldLimit> told = found.stream().map((limit) -> told(limit, present, now)).toList();
		learn(core, group, PermitScope.NO_MODEL, new PermitStore.Answered(now, now), told);
	}

	private static void learn(PoolCore core, QuotaGroup group, int model, PermitStore.Answered answered,
			List<ToldLimit> told) {
		core.surroundings().store().learn(group.scope(), model, answered, told);
		group.freed();
	}

	private static ToldLimit told(LearntLimit limit, Instant present, long now) {
		return new ToldLimit(limit.dimension(), limit.dimension(),
				new ToldLimit.Amounts(millionths(limit.limit()), millionths(limit.left())),
				new ToldLimit.Times(nanos(limit.resetAt(), present, now), SECOND, ToldLimit.UNKNOWN, false),
				limit.source());
	}

	private static long nanos(@Nullable Instant resetAt, Instant present, long now) {
		return (resetAt != null) ? now + Duration.between(present, resetAt).toNanos() : ToldLimit.UNKNOWN;
	}

	private static ToldLimit told(AnnouncedLimit limit, Instant present, long now) {
		long reset = nanos(limit.resetAt(), present, now);
		long window = (limit.window() != null) ? limit.window().toNanos() : ToldLimit.UNKNOWN;
		return new ToldLimit(limit.name(), limit.dimension(),
				new ToldLimit.Amounts(millionths(limit.limit()), millionths(limit.remaining())),
				new ToldLimit.Times(reset, (limit.precision() == Precision.SECOND) ? SECOND : 0, window,
						limit.precision() == Precision.DELAY),
				limit.source().name().toLowerCase(Locale.ROOT));
	}

	private static long millionths(@Nullable Double amount) {
		return (amount != null) ? Need.millionths(amount) : ToldLimit.UNKNOWN;
	}

}
