package io.apipool.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.definition.RetryDefinition;

/**
 * Retries are at most a share of the last minute's calls, so that a failing provider is
 * not called several times as often as a working one.
 * <p>
 * Nothing is counted on a call's path: the calls are read from the keys' own counters
 * when a retry asks, and spread evenly over the time since the last one asked. Instants
 * are monotonic nanoseconds.
 */
final class RetryBudget {

	private static final int SECONDS = 60;

	private static final int ALWAYS = 10;

	private final long[] seconds = new long[SECONDS];

	private final double[] calls = new double[SECONDS];

	private final long[] retries = new long[SECONDS];

	private final AtomicLong allowed = new AtomicLong();

	private final AtomicReference<Seen> seen;

	RetryBudget(long now) {
		this.seen = new AtomicReference<>(new Seen(0, second(now)));
	}

	/**
	 * Takes one retry.
	 * @param attempts the attempts of all calls since the start
	 * @return whether the budget allows it
	 */
	synchronized boolean take(RetryDefinition retry, long attempts, long now) {
		long second = second(now);
		this.seen.updateAndGet((last) -> spread(last, attempts - this.allowed.get(), second));
		double called = 0;
		long retried = 0;
		for (int i = 0; i < SECONDS; i++) {
			if (this.seconds[i] > second - SECONDS) {
				called += this.calls[i];
				retried += this.retries[i];
			}
		}
		if (retried + 1 > Math.max(ALWAYS, called * retry.budget())) {
			return false;
		}
		this.allowed.incrementAndGet();
		this.retries[slot(second)]++;
		return true;
	}

	/**
	 * Spreads the calls since the last look over the time since.
	 */
	private Seen spread(Seen last, long calls, long second) {
		long called = Math.max(last.calls, calls);
		double each = (called - last.calls) / (double) (second - last.second + 1);
		for (long at = Math.max(last.second, second - SECONDS + 1); at <= second; at++) {
			this.calls[slot(at)] += each;
		}
		return new Seen(called, second);
	}

	private int slot(long second) {
		int slot = (int) Math.floorMod(second, (long) SECONDS);
		if (this.seconds[slot] != second) {
			this.seconds[slot] = second;
			this.calls[slot] = 0;
			this.retries[slot] = 0;
		}
		return slot;
	}

	private static long second(long now) {
		return Math.floorDiv(now, TimeUnit.SECONDS.toNanos(1));
	}

	/**
	 * The last look.
	 *
	 * @param calls how many there had been, without retries
	 * @param second when
	 */
	private record Seen(long calls, long second) {
	}

}
