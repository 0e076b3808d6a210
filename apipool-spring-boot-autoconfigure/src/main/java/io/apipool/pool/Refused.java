package io.apipool.pool;

import java.time.Duration;

import io.apipool.NeedExceedsLimitException;
import io.apipool.PoolExhaustedException;
import io.apipool.RateLimitExceededException;
import io.apipool.limit.NamedLimit;
import io.apipool.queue.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sees who got no key.
 */
final class Refused {

	private Refused() {
	}

	/**
	 * Makes the exception.
	 * @param ask what the last search met
	 * @param arrivedAt when the call began to wait
	 * @param retryAt when trying again may succeed, or {@link Waiting#NEVER}
	 * @param room {@link #noRoom}, or nothing
	 */
	static RuntimeException exception(ResolvedPlan plan, Ask ask, long arrivedAt, long retryAt, String room) {
		long now = plan.core().now();
		Duration retryAfter = retryAfter(retryAt, now);
		NamedLimit limit = namedLimit(plan, ask);
		if (limit != null) {
			return new RateLimitExceededException(plan.core().name(), limit.name(), "rate limit " + limit.name()
					+ " is used up" + ((retryAfter != null) ? "; again in " + text(retryAfter) : ""), retryAfter);
		}
		String exceeded = (retryAt == Waiting.NEVER) ? Admissible.whyNever(plan) : null;
		if (exceeded != null) {
			return new NeedExceedsLimitException(plan.core().name(), plan.core().name() + ": " + exceeded);
		}
		Tally tally = Tally.of(plan, now);
		String message = plan.core().name() + ": no key" + waited(now - arrivedAt) + room + ". " + tally;
		return new PoolExhaustedException(plan.core().name(), message, retryAfter(tally.retryAt(), now),
				tally.counts());
	}

	/**
	 * Says that as many others wait as may.
	 */
	static String noRoom(ResolvedPlan plan) {
		return ", and no room to wait (max-waiting: " + plan.setup().definition().waiting().maxWaiting() + ")";
	}

	private static String waited(long nanos) {
		Duration waited = Duration.ofMillis(Math.round(nanos / 1e6));
		return waited.isZero() ? "" : " in " + text(waited);
	}

	private static @Nullable Duration retryAfter(long retryAt, long now) {
		if (retryAt == Waiting.NEVER) {
			return null;
		}
		return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), retryAt - now));
	}

	/**
	 * Says a duration as people do, in milliseconds or seconds.
	 */
	static String text(Duration duration) {
		if (duration.toMillis() < 1000) {
			return duration.toMillis() + "ms";
		}
		long tenths = Math.round(duration.toMillis() / 100.0);
		return ((tenths % 10 == 0 || tenths >= 600) ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0))
				+ "s";
	}

	/**
	 * Returns the named limit, if any, that ended the search: asked before the pool and
	 * its keys, it alone refused.
	 */
	static @Nullable NamedLimit namedLimit(ResolvedPlan plan, Ask ask) {
		for (NamedLimit limit : plan.limits()) {
			if (ask.refusals().stream().anyMatch((refusal) -> refusal.scope() == limit.scope())) {
				return limit;
			}
		}
		return null;
	}

}
