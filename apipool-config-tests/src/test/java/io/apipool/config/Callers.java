package io.apipool.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;

/**
 * Threads that call without a pause, one half in the one way, one in the other, and write
 * down each call that fails. One more looks for a pool that is not there or without keys.
 */
final class Callers implements AutoCloseable {

	private final ApiKeyPools pools;

	private final ProviderCalls calls;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	/** How many calls each thread has made: guarded by itself, which is told of each. */
	private final long[] made;

	Callers(ClientApplication client, int threads) {
		this.pools = client.pools();
		this.calls = client.bean(ProviderCalls.class);
		this.made = new long[threads];
		for (int i = 0; i < threads; i++) {
			int number = i;
			this.threads.add(new Thread(() -> call(number)));
		}
		this.threads.add(new Thread(this::look));
		this.threads.forEach(Thread::start);
	}

	private void call(int thread) {
		for (int i = 0; !this.ended.get(); i++) {
			try {
				call(thread, thread + "-" + i);
			}
			catch (Throwable ex) {
				this.mistakes.add(ex.toString());
			}
			synchronized (this.made) {
				this.made[thread]++;
				this.made.notifyAll();
			}
		}
	}

	private void call(int thread, String number) {
		if (thread % 2 == 0) {
			this.calls.pooled(number);
		}
		else {
			this.calls.annotated(number, this.calls.gone(), ApiKey.pooled());
		}
	}

	private void look() {
		while (!this.ended.get()) {
			if (!this.pools.names().contains("demo") || this.pools.get("demo").keys().isEmpty()) {
				this.mistakes.add("empty");
			}
			Thread.yield();
		}
	}

	/**
	 * Waits until each thread has made so many more calls, and every call that is under
	 * way now has ended.
	 */
	void awaitCalls(int more) throws InterruptedException {
		synchronized (this.made) {
			long[] until = this.made.clone();
			for (int thread = 0; thread < until.length; thread++) {
				while (this.made[thread] < until[thread] + more && this.mistakes.isEmpty()) {
					this.made.wait();
				}
			}
		}
	}

	List<String> mistakes() {
		return this.mistakes.stream().limit(10).toList();
	}

	@Override
	public void close() throws InterruptedException {
		this.ended.set(true);
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

}
