package io.apipool.benchmarks.goodput.peer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.apipool.honest.Contender;
import io.apipool.honest.ProviderException;

/**
 * What a limiter written by hand looks like: keys in turn, callers in line. Who is first
 * sleeps until a key may be used; after a 429 the call goes to the end of the line. What
 * keys know is behind the object's monitor, which nobody holds while sleeping.
 */
abstract class Handwritten implements Contender {

	/** Instants of keys that are never used again are this or later. */
	static final long NEVER = Long.MAX_VALUE;

	private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(100);

	private final ReentrantLock line = new ReentrantLock(true);

	private final List<String> keys;

	private final LongSupplier clock;

	private int turn;

	Handwritten(List<String> keys, LongSupplier clock) {
		this.keys = keys;
		this.clock = clock;
	}

	/** Returns how long a key may not be used yet, in nanoseconds. */
	abstract long rest(int key, long now);

	/** A key is used now. */
	void take(int key, long now) {
	}

	/** A call with a key succeeded. */
	void succeeded(int key) {
	}

	/** A call with a key was answered 429, with {@code Retry-After} in nanoseconds. */
	void refused(int key, long now, long retryAfter) {
	}

	@Override
	public final void call(Sender sender) throws InterruptedException {
		for (;;) {
			int key = next();
			try {
				sender.send(this.keys.get(key));
				locked(() -> succeeded(key));
				return;
			}
			catch (ProviderException ex) {
				if (ex.statusCode() != 429) {
					throw ex;
				}
				locked(() -> refused(key, this.clock.getAsLong(), retryAfter(ex)));
			}
		}
	}

	private int next() throws InterruptedException {
		this.line.lockInterruptibly();
		try {
			for (;;) {
				long wait = choose(this.clock.getAsLong());
				if (wait <= 0) {
					return this.turn;
				}
				TimeUnit.NANOSECONDS.sleep(Math.min(wait, ENOUGH));
				if (wait == NEVER) {
					throw new IllegalStateException("no key is left");
				}
			}
		}
		finally {
			this.line.unlock();
		}
	}

	/** Takes the next key that may be used, or returns how long there is none. */
	private synchronized long choose(long now) {
		long wait = NEVER;
		for (int i = 0; i < this.keys.size() && wait > 0; i++) {
			this.turn = (this.turn + 1) % this.keys.size();
			wait = Math.min(wait, rest(this.turn, now));
		}
		if (wait <= 0) {
			take(this.turn, now);
		}
		return wait;
	}

	private synchronized void locked(Runnable note) {
		note.run();
	}

	private static long retryAfter(ProviderException refused) {
		return (long) (Double.parseDouble(refused.headers().getOrDefault("retry-after", List.of("1")).get(0)) * 1e9);
	}

}
