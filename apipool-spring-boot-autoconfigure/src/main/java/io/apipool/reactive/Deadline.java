package io.apipool.reactive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that moves with each element. Most moves are one write: the timer that is
 * already set looks, when it fires, whether there is time left, and is set anew only then
 * or for an earlier instant.
 */
final class Deadline {

	private final Timekeeper time;

	private final Runnable passed;

	private final AtomicLong at = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final AtomicReference<@Nullable Timer> timer = new AtomicReference<>();

	Deadline(Timekeeper time, Runnable passed) {
		this.time = time;
		this.passed = passed;
	}

	/** Moves the deadline to so long from now. */
	void in(Duration length) {
		long now = this.time.nanoTime();
		long nanos = now + length.toNanos();
		this.at.set(nanos);
		set(now, nanos);
	}

	void close() {
		this.closed.set(true);
		cancelTimer();
	}

	private void fired() {
		long now = this.time.nanoTime();
		synchronized (this) {
			this.timer.set(null);
		}
		if (this.closed.get()) {
			return;
		}
		if (this.at.get() - now > 0) {
			set(now, this.at.get());
		}
		else {
			this.passed.run();
		}
	}

	private synchronized void set(long now, long nanos) {
		Timer set = this.timer.get();
		if (this.closed.get() || (set != null && nanos - set.at() >= 0)) {
			return;
		}
		cancelTimer();
		this.timer.set(new Timer(nanos, this.time.schedule(this.time.instant().plusNanos(nanos - now), this::fired)));
	}

	private synchronized void cancelTimer() {
		Timer set = this.timer.getAndSet(null);
		if (set != null) {
			try {
				set.handle().close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("a timer could not be cancelled", ex);
			}
		}
	}

	/**
	 * The timer that is set.
	 *
	 * @param at monotonic nanoseconds
	 * @param handle cancels it
	 */
	private record Timer(long at, AutoCloseable handle) {
	}

}
