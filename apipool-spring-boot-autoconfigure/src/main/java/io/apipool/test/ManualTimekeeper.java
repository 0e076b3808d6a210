package io.apipool.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * Time that is moved by hand, for tests: it stands still until {@link #advance(Duration)}
 * or {@link #stepWall(Duration)} is called.
 * <p>
 * A timer is given a wall-clock instant and turned into a monotonic one when it is
 * scheduled, as the system's is: a step of the wall clock neither delays nor hastens it.
 * Timers run in the order of their instants, then in the order in which they were
 * scheduled, on the thread that advances, without any lock held. While one runs, time
 * stands at its instant. One that is due when it is scheduled runs with the next
 * {@code advance}, also of zero.
 * <p>
 * Safe for use by several threads. Threads that advance at the same time each move the
 * time from what it was when they began; it never goes back.
 */
public final class ManualTimekeeper implements Timekeeper {

	private static final long ORIGIN = Duration.ofDays(1).toNanos();

	private final Object lock = new Object();

	private final TreeSet<Timer> timers = new TreeSet<>(
			Comparator.comparingLong(Timer::due).thenComparingLong(Timer::sequence));

	private final Now now;

	/**
	 * Creates a timekeeper.
	 * @param start the wall clock's time until it is moved
	 */
	public ManualTimekeeper(Instant start) {
		this.now = new Now(start);
	}

	@Override
	public long nanoTime() {
		synchronized (this.lock) {
			return this.now.nanos;
		}
	}

	@Override
	public Instant instant() {
		synchronized (this.lock) {
			return this.now.wallAtOrigin.plusNanos(this.now.nanos - ORIGIN);
		}
	}

	@Override
	public AutoCloseable schedule(Instant at, Runnable task) {
		synchronized (this.lock) {
			long delay = Math.max(0, TimeUnit.NANOSECONDS.convert(Duration.between(instant(), at)));
			long due = (delay > Long.MAX_VALUE - this.now.nanos) ? Long.MAX_VALUE : this.now.nanos + delay;
			Timer timer = new Timer(due, this.now.scheduled++, task);
			this.timers.add(timer);
			return () -> cancel(timer);
		}
	}

	/**
	 * Moves monotonic time and the wall clock, and runs the timers that fall due, those
	 * that they schedule included.
	 * @param duration how far; not negative
	 * @throws RuntimeException the first that a timer threw, after all have run and the
	 * time has been moved; further ones are suppressed in it
	 */
	public void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("time cannot be moved back by " + duration);
		}
		long target = Math.addExact(nanoTime(), duration.toNanos());
		RuntimeException failure = null;
		for (Timer timer = nextUntil(target); timer != null; timer = nextUntil(target)) {
			failure = run(timer.task(), failure);
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Moves the wall clock alone, as an operator or a time server does. Runs no timer.
	 * @param duration how far; negative: back
	 */
	public void stepWall(Duration duration) {
		synchronized (this.lock) {
			this.now.wallAtOrigin = this.now.wallAtOrigin.plus(duration);
		}
	}

	/**
	 * Returns the timers that have neither run nor been cancelled.
	 * @return how many
	 */
	public int pendingTimers() {
		synchronized (this.lock) {
			return this.timers.size();
		}
	}

	private @Nullable Timer nextUntil(long target) {
		synchronized (this.lock) {
			boolean due = !this.timers.isEmpty() && this.timers.first().due() <= target;
			Timer timer = due ? this.timers.pollFirst() : null;
			this.now.nanos = Math.max(this.now.nanos, (timer != null) ? timer.due() : target);
			return timer;
		}
	}

	private static @Nullable RuntimeException run(Runnable task, @Nullable RuntimeException failure) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			if (failure == null) {
				return ex;
			}
			failure.addSuppressed(ex);
		}
		return failure;
	}

	private void cancel(Timer timer) {
		synchronized (this.lock) {
			this.timers.remove(timer);
		}
	}

	/**
	 * What time it is. Used under the lock.
	 */
	private static final class Now {

		Instant wallAtOrigin;

		long nanos = ORIGIN;

		long scheduled;

		Now(Instant start) {
			this.wallAtOrigin = start;
		}

	}

	private record Timer(long due, long sequence, Runnable task) {
	}

}
