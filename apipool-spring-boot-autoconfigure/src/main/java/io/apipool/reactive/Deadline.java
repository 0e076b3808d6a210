package io.apipool.reactive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

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

	private @Nullable Timer timer;

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
			this.timer = null;
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
		if (this.closed.get() || (this.timer != null && nanos - this.timer.at() >= 0)) {
			return;
		}
		cancelTimer();
		this.timer = new Timer(nanos, this.time.schedule(this.time.instant().plusNanos(nanos - now), this::fired));
	}

	private synchronized void cancelTimer() {
		Timer set = this.timer;
		this.timer = null;
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
