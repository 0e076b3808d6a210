package io.apipool.usage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Instants in columns without a zone, in UTC. A {@code java.sql.Timestamp} would go
 * through the JVM's default zone and lose an hour a year there; a {@code LocalDateTime}
 * goes as it is. Databases keep microseconds, and round the rest each in its own way.
 */
final class UtcTime {

	private UtcTime() {
	}

	static LocalDateTime of(Instant instant) {
		return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
	}

	static @Nullable LocalDateTime ofNullable(@Nullable Instant instant) {
		return (instant != null) ? of(instant) : null;
	}

	static Instant read(ResultSet columns, String name) throws SQLException {
		return columns.getObject(name, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	static @Nullable Instant readNullable(ResultSet columns, String name) throws SQLException {
		LocalDateTime time = columns.getObject(name, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

}
