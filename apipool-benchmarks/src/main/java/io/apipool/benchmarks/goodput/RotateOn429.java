package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import io.apipool.honest.Contender;
import io.apipool.honest.ProviderException;

/**
 * What teams write: the next key in turn, and one that was answered 429 rests until
 * {@code Retry-After}.
 */
final class RotateOn429 implements Contender {

	private final List<String> keys;

	private final AtomicLongArray restsUntil;

	private final AtomicInteger turns = new AtomicInteger();

	RotateOn429(List<String> keys) {
		this.keys = keys;
		this.restsUntil = new AtomicLongArray(keys.size());
		long now = System.nanoTime();
		for (int i = 0; i < keys.size(); i++) {
			this.restsUntil.set(i, now);
		}
	}

	@Override
	public void call(Sender sender) throws InterruptedException {
		for (;;) {
			int key = next();
			try {
				sender.send(this.keys.get(key));
				return;
			}
			catch (ProviderException ex) {
				if (ex.statusCode() != 429) {
					throw ex;
				}
				this.restsUntil.set(key, System.nanoTime() + retryAfter(ex));
			}
		}
	}

	private static long retryAfter(ProviderException refused) {
		double seconds = Double.parseDouble(refused.headers().getOrDefault("retry-after", List.of("1")).get(0));
		return (long) (seconds * 1e9);
	}

	private int next() throws InterruptedException {
		for (;;) {
			long now = System.nanoTime();
			long wait = Long.MAX_VALUE;
			for (int i = 0; i < this.keys.size(); i++) {
				int key = Math.floorMod(this.turns.getAndIncrement(), this.keys.size());
				long rest = this.restsUntil.get(key) - now;
				if (rest <= 0) {
					return key;
				}
				wait = Math.min(wait, rest);
			}
			TimeUnit.NANOSECONDS.sleep(wait);
		}
	}

}
