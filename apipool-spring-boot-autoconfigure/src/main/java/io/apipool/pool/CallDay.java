package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
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

	private final AtomicLong number = new AtomicLong();

	private final AtomicLong next;

	CallDay(Timekeeper timekeeper) {
		this.timekeeper = timekeeper;
		this.next = new AtomicLong(timekeeper.nanoTime());
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
		if (now - due >= 0) {
			look(ring, zone(ring.setup().definition()), due, now);
		}
	}

	private void look(KeyRing ring, ZoneId zone, long due, long now) {
		Instant instant = this.timekeeper.instant();
		LocalDate today = LocalDate.ofInstant(instant, zone);
		Duration left = Duration.between(instant, today.plusDays(1).atStartOfDay(zone));
		if (this.next.compareAndSet(due, now + Math.min(AGAIN, left.toNanos()))) {
			long day = today.toEpochDay();
			if (this.number.getAndSet(day) != day) {
				ring.seats().forEach((seat) -> seat.entry().callsOn(day));
			}
		}
	}

	/**
	 * Returns the zone of a pool's day: of its limits by the day, else of its provider's
	 * reset, else UTC.
	 */
	private static ZoneId zone(PoolDefinition pool) {
		for (LimitDefinition limit : pool.limits().all()) {
			if (limit.window() instanceof LimitWindow.Calendar calendar && calendar.unit() == ChronoUnit.DAYS) {
				return calendar.zone();
			}
		}
		return Objects.requireNonNullElse(pool.target().resetZone(), ZoneOffset.UTC);
	}

}
