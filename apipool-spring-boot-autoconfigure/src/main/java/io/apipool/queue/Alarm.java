package io.apipool.queue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

import io.apipool.Timekeeper;

/**
 * The queue's one timer. Used under the queue's lock.
 */
final class Alarm {

	private final Timekeeper timekeeper;

	private final LongConsumer action;

	private final AtomicReference<Setting> setting = new AtomicReference<>(Setting.OFF);

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
		if (isSetTo(due)) {
			return;
		}
		cancel();
		if (due != Waiting.NEVER) {
			this.setting.set(new Setting(due, this.timekeeper.schedule(this.timekeeper.instant().plusNanos(delay(due)),
					() -> this.action.accept(due))));
		}
	}

	private boolean isSetTo(long due) {
		return Objects.requireNonNull(this.setting.get()).due == due;
	}

	/**
	 * The timer has run: it can be set to the same instant again, where it ran early.
	 * @param due what it was set to
	 */
	void rung(long due) {
		if (isSetTo(due)) {
			this.setting.set(Setting.OFF);
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
		Setting before = Objects.requireNonNull(this.setting.getAndSet(Setting.OFF));
		try {
			before.timer.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException("a timer could not be cancelled", ex);
		}
	}

	/**
	 * What the alarm is set to.
	 *
	 * @param due monotonic nanoseconds
	 * @param timer cancels it
	 */
	private record Setting(long due, AutoCloseable timer) {

		static final Setting OFF = new Setting(Waiting.NEVER, () -> {
		});

	}

}
