package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limiters that the provider must catch, and one that it must not. A saturated client
 * asks its limiter each millisecond of a virtual time; what the limiter lets through
 * reaches the counter after the link's jitter.
 */
class PoorLimiterTests {

	private static final int AMOUNT = 10;

	private static final long MILLI = 1_000_000;

	private static final long WINDOW = 2000 * MILLI;

	private static final long SEED = 3;

	private static final long JITTER = 40 * MILLI;

	private static final Duration LENGTH = Duration.ofNanos(WINDOW);

	@ParameterizedTest
	@EnumSource(names = { "FIXED", "SLIDING" })
	void fixedMinutesAreCaughtWithTwiceTheLimitAtTheirBoundary(Quota.Kind kind) {
		assertThat(drive(quota(kind), lateInOneMinuteAndEarlyInTheNext(), 0).beyond()).isGreaterThanOrEqualTo(AMOUNT);
	}

	@Test
	void aBucketIsCaughtByASlidingWindow() {
		assertThat(drive(Quota.sliding(AMOUNT, LENGTH), new Bucket(), 0).beyond()).isGreaterThanOrEqualTo(AMOUNT - 1);
	}

	@ParameterizedTest
	@EnumSource(names = { "FIXED", "SLIDING" })
	void aSlidingWindowWithoutMarginIsCaughtWhenTheLinkJitters(Quota.Kind kind) {
		long boundary = quota(kind).open(new Random(SEED)).boundaryAfter(0);
		AccountReport still = drive(quota(kind), from(boundary - JITTER / 2, new Sliding(0)), 0);
		AccountReport jittery = drive(quota(kind), from(boundary - JITTER / 2, new Sliding(0)), JITTER);
		assertThat(still.beyond()).isZero();
		assertThat(jittery.beyond()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(names = { "FIXED", "SLIDING", "BUCKET" })
	void aSlidingWindowWithMarginIsLeftAloneAndUsesNearlyAll(Quota.Kind kind) {
		AccountReport report = drive(quota(kind), new Sliding(JITTER), JITTER);
		assertThat(report.beyond()).isZero();
		assertThat(report.goodput().windows()).isGreaterThan(20);
		assertThat(report.goodput().share()).isBetween(0.97, 1.001);
	}

	private static Quota quota(Quota.Kind kind) {
		return new Quota(kind, AMOUNT, LENGTH, AMOUNT, Quota.REQUESTS, "");
	}

	/** Thirty windows of a client that always wants more. */
	private static AccountReport drive(Quota quota, LongPredicate limiter, long jitter) {
		Account account = new Account("a", List.of(quota), new Random(SEED));
		Random link = new Random(7);
		PriorityQueue<Long> underway = new PriorityQueue<>();
		for (long now = 0; now < 30 * WINDOW; now += MILLI) {
			while (!underway.isEmpty() && underway.peek() <= now) {
				long arrival = underway.poll();
				account.arrive(() -> arrival, Request.of("k"));
			}
			while (limiter.test(now)) {
				underway.add(now + (long) (link.nextDouble() * jitter));
			}
		}
		return account.report();
	}

	private static LongPredicate from(long start, LongPredicate limiter) {
		return (now) -> now >= start && limiter.test(now);
	}

	private static LongPredicate lateInOneMinuteAndEarlyInTheNext() {
		FixedMinutes minutes = new FixedMinutes();
		return (now) -> (now + 100 * MILLI) % (2 * WINDOW) >= WINDOW && minutes.test(now);
	}

	/** So many in each minute of its own clock. */
	private static final class FixedMinutes implements LongPredicate {

		private long minute = -1;

		private int used;

		@Override
		public boolean test(long now) {
			if (now / WINDOW != this.minute) {
				this.minute = now / WINDOW;
				this.used = 0;
			}
			return this.used++ < AMOUNT;
		}

	}

	/** A bucket as large as the limit, refilled evenly. */
	private static final class Bucket implements LongPredicate {

		private double content = AMOUNT;

		private long filledAt;

		@Override
		public boolean test(long now) {
			this.content = Math.min(AMOUNT, this.content + (double) AMOUNT * (now - this.filledAt) / WINDOW);
			this.filledAt = now;
			if (this.content < 1) {
				return false;
			}
			this.content--;
			return true;
		}

	}

	/** The last grants in a ring; the oldest must be a window and a margin away. */
	private static final class Sliding implements LongPredicate {

		private final long[] grants = IntStream.range(0, AMOUNT).mapToLong((i) -> -2 * WINDOW).toArray();

		private final long margin;

		private int next;

		private Sliding(long margin) {
			this.margin = margin;
		}

		@Override
		public boolean test(long now) {
			if (now - this.grants[this.next] < WINDOW + this.margin) {
				return false;
			}
			this.grants[this.next] = now;
			this.next = (this.next + 1) % AMOUNT;
			return true;
		}

	}

}
