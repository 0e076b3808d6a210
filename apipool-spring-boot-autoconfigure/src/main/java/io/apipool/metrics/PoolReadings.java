package io.apipool.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.apipool.ApiKeyPool;
import io.apipool.Timekeeper;

/**
 * Reads a pool for its gauges: once for all gauges that are asked together, however many
 * there are. A pool of a thousand keys is gone through once at each look of a monitoring
 * system, and not at all where nobody looks.
 */
final class PoolReadings {

	/** So long one reading serves all gauges. */
	static final Duration FRESH = Duration.ofMillis(500);

	private final ApiKeyPool pool;

	private final Timekeeper timekeeper;

	private final AtomicReference<Taken> last;

	private final List<Consumer<PoolReading>> readers = new CopyOnWriteArrayList<>();

	PoolReadings(ApiKeyPool pool, Timekeeper timekeeper) {
		this.pool = pool;
		this.timekeeper = timekeeper;
		this.last = new AtomicReference<>(take(timekeeper.nanoTime()));
	}

	String pool() {
		return this.pool.name();
	}

	/**
	 * Adds who is told of each new reading, and tells it of the present one.
	 */
	void tell(Consumer<PoolReading> reader) {
		this.readers.add(reader);
		reader.accept(now());
	}

	/**
	 * Returns the present reading. Of several threads that find it old one reads.
	 */
	PoolReading now() {
		Taken taken = Objects.requireNonNull(this.last.get());
		long now = this.timekeeper.nanoTime();
		if (now - taken.at() < FRESH.toNanos() || !this.last.compareAndSet(taken, new Taken(taken.reading(), now))) {
			return taken.reading();
		}
		Taken fresh = take(now);
		this.last.set(fresh);
		this.readers.forEach((reader) -> reader.accept(fresh.reading()));
		return fresh.reading();
	}

	private Taken take(long now) {
		return new Taken(PoolReading.of(this.pool.snapshot(), now), now);
	}

	private record Taken(PoolReading reading, long at) {
	}

}
