package io.apipool.usage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of each day once the day is over, and at the start those that were
 * missed: of the last month, where anything was done. A report waits for one flush after
 * midnight, so that other instances have written their last minute. A directory that
 * fails is told once and tried again. Internal.
 */
public final class DailyReports {

	private static final int DAYS_BACK = 31;

	private static final Duration AGAIN = Duration.ofMinutes(5);

	private final ReportFiles files;

	private final Timekeeper timekeeper;

	private final Duration delay;

	private final Ticks ticks;

	private final Outage outage = new Outage(
			"A daily report of usage cannot be written; it is tried again every " + AGAIN.toMinutes() + " minutes",
			"Daily reports of usage are written again");

	private final AtomicReference<@Nullable LocalDate> done = new AtomicReference<>();

	private DailyReports(ReportFiles files, Timekeeper timekeeper, Executor executor, Duration delay) {
		this.files = files;
		this.timekeeper = timekeeper;
		this.delay = delay;
		this.ticks = new Ticks(timekeeper, executor, this::run);
	}

	/**
	 * Creates daily reports, at rest.
	 * @param reports what was done
	 * @param timekeeper tells when
	 * @param executor where files are written
	 * @param flushInterval how long after midnight all instances have written all
	 * @return null if no directory is configured
	 */
	public static @Nullable DailyReports of(UsageReports reports, Timekeeper timekeeper, Executor executor,
			Duration flushInterval) {
		ReportFiles files = reports.files();
		return (files != null) ? new DailyReports(files, timekeeper, executor, flushInterval.plusSeconds(5)) : null;
	}

	/**
	 * Begins: missed days first.
	 */
	public void start() {
		this.ticks.start(Duration.ZERO);
	}

	/**
	 * Ends.
	 */
	public void stop() {
		this.ticks.stop();
	}

	private Duration run() {
		Instant now = this.timekeeper.instant();
		try {
			this.files.prepare();
			writeUntil(now.minus(this.delay).atZone(this.files.place().zone()).toLocalDate());
			this.outage.worked(0, now);
			return untilNext(now);
		}
		catch (IOException | RuntimeException ex) {
			this.outage.failed(ex, now);
			return AGAIN;
		}
	}

	private void writeUntil(LocalDate today) throws IOException {
		LocalDate last = this.done.get();
		LocalDate first = today.minusDays(DAYS_BACK);
		for (LocalDate day = first; day.isBefore(today); day = day.plusDays(1)) {
			if (last != null && day.isAfter(last)) {
				this.files.write(day);
			}
			else if (last == null && !this.files.isWritten(day)) {
				this.files.writeUnlessEmpty(day);
			}
		}
		this.done.set(today.minusDays(1));
	}

	private Duration untilNext(Instant now) {
		Instant midnight = now.minus(this.delay)
			.atZone(this.files.place().zone())
			.toLocalDate()
			.plusDays(1)
			.atStartOfDay(this.files.place().zone())
			.toInstant();
		return Duration.between(now, midnight.plus(this.delay));
	}

}
