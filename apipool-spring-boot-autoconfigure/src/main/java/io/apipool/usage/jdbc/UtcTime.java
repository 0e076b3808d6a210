package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Objects;
import java.util.TimeZone;

import org.jspecify.annotations.Nullable;

/**
 * Instants in columns without a zone, in UTC.
 *
 * <p>
 * In the JVM's default zone an hour a year may not exist, and what is led through it
 * comes back an hour later. A {@code LocalDateTime} goes to every database as it is; but
 * on the way back MariaDB's driver makes it from an instant of the default zone, so times
 * are read with a calendar in UTC. Databases keep microseconds, and round the rest each
 * in its own way.
 */
final class UtcTime {

	private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

	private UtcTime() {
	}

	static LocalDateTime of(Instant instant) {
		return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
	}

	static @Nullable LocalDateTime ofNullable(@Nullable Instant instant) {
		return (instant != null) ? of(instant) : null;
	}

	static Instant read(ResultSet columns, String name) throws SQLException {
		return Objects.requireNonNull(readNullable(columns, name));
	}

	static @Nullable Instant readNullable(ResultSet columns, String name) throws SQLException {
		Timestamp time = columns.getTimestamp(name, Calendar.getInstance(UTC));
		return (time != null) ? time.toInstant() : null;
	}

}
