package io.apipool.pool;

import java.util.concurrent.TimeUnit;

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

	private static final long MINUTE = TimeUnit.SECONDS.toNanos(SECONDS);

	private static final int ALWAYS = 10;

	private final long[] seconds = new long[SECONDS];

	private final long[] calls = new long[SECONDS];

	private final long[] retries = new long[SECONDS];

	private long seenCalls;

	private long seenAt;

	RetryBudget(long now) {
		this.seenAt = now;
	}

	/**
	 * Takes one retry.
	 * @param totalCalls the calls since the start
	 * @return whether the budget allows it
	 */
	synchronized boolean take(RetryDefinition retry, long totalCalls, long now) {
		int slot = slot(now);
		this.calls[slot] += newCalls(totalCalls, now);
		long oldest = this.seconds[slot] - SECONDS;
		long called = 0;
		long retried = 0;
		for (int i = 0; i < SECONDS; i++) {
			if (this.seconds[i] > oldest) {
				called += this.calls[i];
				retried += this.retries[i];
			}
		}
		boolean allowed = retried < Math.max(ALWAYS, (long) (called * retry.budget()));
		if (allowed) {
			this.retries[slot]++;
		}
		return allowed;
	}

	private long newCalls(long totalCalls, long now) {
		long age = now - this.seenAt;
		long count = Math.max(0, totalCalls - this.seenCalls);
		this.seenCalls = totalCalls;
		this.seenAt = now;
		return (age > MINUTE) ? (long) (count * (MINUTE / (double) age)) : count;
	}

	private int slot(long now) {
		long second = Math.floorDiv(now, TimeUnit.SECONDS.toNanos(1));
		int slot = (int) Math.floorMod(second, (long) SECONDS);
		if (this.seconds[slot] != second) {
			this.seconds[slot] = second;
			this.calls[slot] = 0;
			this.retries[slot] = 0;
		}
		return slot;
	}

}
