package io.apipool.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;

/**
 * Threads that call a pool without a pause and write down what goes wrong: a call that
 * fails, a key that is given though it had left before the call came, a pool without keys
 * or not there at all. Each call is written down with its key and instant.
 */
final class Callers implements AutoCloseable {

	private final ApiKeyPools pools;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicReference<Set<String>> gone = new AtomicReference<>(Set.of());

	private final AtomicReference<Set<String>> goneSecrets = new AtomicReference<>(Set.of());

	private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

	private final Map<String, Queue<Long>> calls = new ConcurrentHashMap<>();

	private final AtomicLong count = new AtomicLong();

	private final List<Thread> threads = new ArrayList<>();

	Callers(ApiKeyPools pools, int threads) {
		this.pools = pools;
		for (int i = 0; i < threads; i++) {
			this.threads.add(new Thread(this::call));
		}
		this.threads.add(new Thread(this::look));
		this.threads.forEach(Thread::start);
	}

	private void call() {
		ApiKeyPool pool = this.pools.get("demo");
		CallRequest request = CallRequest.of("call").maxWait(Duration.ofMinutes(1));
		while (!this.ended.get()) {
			try {
				Set<String> gone = this.gone.get();
				Set<String> goneSecrets = this.goneSecrets.get();
				pool.run(request, (key) -> {
					this.calls.computeIfAbsent(key.id(), (id) -> new ConcurrentLinkedQueue<>()).add(System.nanoTime());
					if (gone.contains(key.id()) || goneSecrets.contains(key.value())) {
						this.mistakes.add("given after it had left: " + key);
					}
				});
				this.count.incrementAndGet();
			}
			catch (Throwable ex) {
				this.mistakes.add(ex.toString());
			}
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
	 * From now on no call may be given these.
	 */
	void gone(Set<String> ids, Set<String> secrets) {
		this.gone.set(ids);
		this.goneSecrets.set(secrets);
	}

	/**
	 * Waits until so many more calls have been made.
	 */
	void awaitCalls(int more) {
		long until = this.count.get() + more;
		while (this.count.get() < until && this.mistakes.isEmpty()) {
			Thread.onSpinWait();
			Thread.yield();
		}
	}

	Set<String> keysUsedSince(long instant) {
		Set<String> used = ConcurrentHashMap.newKeySet();
		this.calls.forEach((id, instants) -> {
			if (instants.stream().anyMatch((at) -> at >= instant)) {
				used.add(id);
			}
		});
		return used;
	}

	List<String> mistakes() {
		return this.mistakes.stream().limit(10).toList();
	}

	/**
	 * Returns the most calls of one key in any window that begins within a time.
	 */
	int mostInAnyWindow(Duration window, long from, long to) {
		int most = 0;
		for (Queue<Long> instants : this.calls.values()) {
			long[] sorted = instants.stream()
				.mapToLong(Long::longValue)
				.filter((at) -> at >= from && at <= to)
				.toArray();
			Arrays.sort(sorted);
			int first = 0;
			for (int last = 0; last < sorted.length; last++) {
				while (sorted[last] - sorted[first] >= window.toNanos()) {
					first++;
				}
				most = Math.max(most, last - first + 1);
			}
		}
		return most;
	}

	@Override
	public void close() throws InterruptedException {
		this.ended.set(true);
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

}
