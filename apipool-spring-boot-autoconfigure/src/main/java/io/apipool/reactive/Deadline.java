package io.apipool.reactive;

import java.time.Duration;

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

	private volatile long at;

	private volatile boolean closed;

	private @Nullable AutoCloseable timer;

	private long timerAt;

	Deadline(Timekeeper time, Runnable passed) {
		this.time = time;
		this.passed = passed;
	}

	/** Moves the deadline to so long from now. */
	void in(Duration length) {
		long now = this.time.nanoTime();
		long nanos = now + length.toNanos();
		this.at = nanos;
		set(now, nanos);
	}

	void close() {
		this.closed = true;
		cancelTimer();
	}

	private void fired() {
		long now = this.time.nanoTime();
		synchronized (this) {
			this.timer = null;
		}
		if (this.closed) {
			return;
		}
		if (this.at - now > 0) {
			set(now, this.at);
		}
		else {
			this.passed.run();
		}
	}

	private synchronized void set(long now, long nanos) {
		if (this.closed || (this.timer != null && nanos - this.timerAt >= 0)) {
			return;
		}
		cancelTimer();
		this.timerAt = nanos;
		this.timer = this.time.schedule(this.time.instant().plusNanos(nanos - now), this::fired);
	}

	private synchronized void cancelTimer() {
		AutoCloseable set = this.timer;
		this.timer = null;
		if (set != null) {
			try {
				set.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("a timer could not be cancelled", ex);
			}
		}
	}

}
