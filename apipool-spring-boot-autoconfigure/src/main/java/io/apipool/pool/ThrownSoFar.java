package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What the attempts of one call have thrown: the latest of them, for a call may be tried
 * for very long.
 */
final class ThrownSoFar {

	private static final int KEPT = 20;

	private final List<Throwable> thrown = new ArrayList<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	void add(Throwable next) {
		this.count.incrementAndGet();
		this.thrown.add(next);
		if (this.thrown.size() > KEPT) {
			this.thrown.remove(0);
		}
	}

	/**
	 * Counts an attempt as failed.
	 * @return how many have failed so far
	 */
	int countFailed() {
		return this.failed.incrementAndGet();
	}

	int count() {
		return this.count.get();
	}

	/**
	 * Returns the last attempt's exception, unchanged, with the earlier ones suppressed
	 * in it.
	 */
	Throwable last() {
		Throwable last = this.thrown.get(this.thrown.size() - 1);
		for (Throwable earlier : this.thrown) {
			if (earlier != last && Stream.of(last.getSuppressed()).noneMatch((known) -> known == earlier)) {
				last.addSuppressed(earlier);
			}
		}
		return last;
	}

}
