package io.apipool.limit;

import java.time.Instant;

import io.apipool.Timekeeper;

/**
 * Time that stands still.
 */
final class StillTime implements Timekeeper {

	@Override
	public long nanoTime() {
		return 1;
	}

	@Override
	public Instant instant() {
		return Instant.EPOCH;
	}

	@Override
	public AutoCloseable schedule(Instant at, Runnable task) {
		throw new UnsupportedOperationException();
	}

}
