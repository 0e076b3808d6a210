package io.apipool.benchmarks.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.apipool.KeyLease;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call in two ways in turn, some ten thousand times a second: they leave
 * time for refreshes.
 */
final class Caller {

	private static final long PAUSE = 50_000;

	private final RefreshApplication.Service service;

	private final RefreshApplication.Vendor vendor;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final LongAdder calls = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

	private final List<Thread> threads = new ArrayList<>();

	Caller(RefreshApplication.Service service, RefreshApplication.Vendor vendor, int threads) {
		this.service = service;
		this.vendor = vendor;
		for (int i = 0; i < threads; i++) {
			Thread thread = new Thread(this::call);
			thread.start();
			this.threads.add(thread);
		}
	}

	private void call() {
		while (!this.ended.get()) {
			try {
				this.service.call(null, KeyLease.pooled());
				this.vendor.name();
				this.calls.add(2);
				LockSupport.parkNanos(PAUSE);
			}
			catch (RuntimeException ex) {
				this.failures.increment();
				this.first.compareAndSet(null, ex);
			}
		}
	}

	long calls() {
		return this.calls.sum();
	}

	long failures() {
		return this.failures.sum();
	}

	/**
	 * Returns the first failure, or null.
	 */
	@Nullable RuntimeException first() {
		return this.first.get();
	}

	/**
	 * Waits until the last calls have ended.
	 */
	void end() throws InterruptedException {
		this.ended.set(true);
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

}
