package io.apipool.queue;

import java.util.function.LongConsumer;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * The queue's one timer. Used under the queue's lock.
 */
final class Alarm {

	private final Timekeeper timekeeper;

	private final LongConsumer action;

	private long due = Waiting.NEVER;

	private @Nullable AutoCloseable timer;

	/**
	 * Creates an alarm that is off.
	 * @param timekeeper runs the timer
	 * @param action told the instant the alarm was set to, without any lock held; must
	 * call {@link #rung(long)}
	 */
	Alarm(Timekeeper timekeeper, LongConsumer action) {
		this.timekeeper = timekeeper;
		this.action = action;
	}

	/**
	 * Sets the alarm to an instant in place of the one before.
	 * @param due monotonic nanoseconds, or {@link Waiting#NEVER}: off
	 */
	void set(long due) {
		if (due == this.due) {
			return;
		}
		cancel();
		if (due != Waiting.NEVER) {
			this.timer = this.timekeeper.schedule(this.timekeeper.instant().plusNanos(delay(due)),
					() -> this.action.accept(due));
		}
		this.due = due;
	}

	/**
	 * The timer has run: it can be set to the same instant again, where it ran early.
	 * @param due what it was set to
	 */
	void rung(long due) {
		if (due == this.due) {
			this.due = Waiting.NEVER;
		}
	}

	private long delay(long due) {
		long now = this.timekeeper.nanoTime();
		if (due <= now) {
			return 0;
		}
		long delay = due - now;
		return (delay > 0) ? delay : Long.MAX_VALUE;
	}

	private void cancel() {
		AutoCloseable timer = this.timer;
		this.timer = null;
		this.due = Waiting.NEVER;
		if (timer != null) {
			try {
				timer.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("a timer could not be cancelled", ex);
			}
		}
	}

}
