package io.apipool.benchmarks.goodput.peer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.honest.Contender;
import io.apipool.honest.ProviderException;

/**
 * Keys in turn, each with a limiter of a library, at which the call waits. After a 429
 * the call goes to the next key.
 */
abstract class InTurn implements Contender {

	private final AtomicInteger turns = new AtomicInteger();

	private final List<String> keys;

	InTurn(List<String> keys) {
		this.keys = keys;
	}

	/** Waits until a key may be used. */
	abstract void await(int key) throws InterruptedException;

	@Override
	public final void call(Sender sender) throws InterruptedException {
		for (;;) {
			int key = Math.floorMod(this.turns.getAndIncrement(), this.keys.size());
			await(key);
			try {
				sender.send(this.keys.get(key));
				return;
			}
			catch (ProviderException ex) {
				if (ex.statusCode() != 429) {
					throw ex;
				}
			}
		}
	}

}
