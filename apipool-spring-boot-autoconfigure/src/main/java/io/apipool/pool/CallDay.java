package io.apipool.pool;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.Timekeeper;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.definition.PoolDefinition;

/**
 * The day by which the calls of keys are counted. The wall clock is read once a minute;
 * in between a look costs one volatile read.
 */
final class CallDay {

	private static final long AGAIN = Duration.ofMinutes(1).toNanos();

	private final Timekeeper timekeeper;

	private final ZoneId zone;

	private final AtomicLong number;

	private final AtomicLong next;

	private CallDay(Timekeeper timekeeper, ZoneId zone) {
		this.timekeeper = timekeeper;
		this.zone = zone;
		this.number = new AtomicLong(today().toEpochDay());
		this.next = new AtomicLong(timekeeper.nanoTime() + untilNext());
	}

	/**
	 * Begins with the present day of a pool: in the zone of its limits by the day, else
	 * of its provider's reset, else in UTC.
	 */
	static CallDay of(PoolDefinition pool, Timekeeper timekeeper) {
		ZoneId reset = pool.target().resetZone();
		return new CallDay(timekeeper, pool.limits()
			.all()
			.stream()
			.map(LimitDefinition::window)
			.filter((window) -> window instanceof LimitWindow.Calendar calendar && calendar.unit() == ChronoUnit.DAYS)
			.map((window) -> ((LimitWindow.Calendar) window).zone())
			.findFirst()
			.orElse(Objects.requireNonNullElse(reset, ZoneOffset.UTC)));
	}

	/**
	 * Returns the day's number.
	 */
	long number() {
		return this.number.get();
	}

	/**
	 * Looks whether another day has begun: then all keys begin to count anew.
	 * @param now monotonic nanoseconds
	 */
	void look(KeyRing ring, long now) {
		long due = this.next.get();
		if (now - due < 0 || !this.next.compareAndSet(due, now + untilNext())) {
			return;
		}
		long today = today().toEpochDay();
		if (today != this.number.get()) {
			this.number.set(today);
			ring.seats().forEach((seat) -> seat.entry().callsOn(today));
		}
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.timekeeper.instant(), this.zone);
	}

	private long untilNext() {
		Duration left = Duration.between(this.timekeeper.instant(), today().plusDays(1).atStartOfDay(this.zone));
		return Math.min(AGAIN, left.toNanos());
	}

}
