package io.apipool.usage.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real PostgreSQL: the one at {@code APIPOOL_TEST_POSTGRES_URL}, else one that is
 * started for all tests of this JVM, once, and ends with it.
 */
final class Postgres {

	private Postgres() {
	}

	static DataSource dataSource() {
		return new DriverManagerDataSource(Once.URL);
	}

	static DataSource dataSource(String options) {
		return new DriverManagerDataSource(Once.URL + (Once.URL.contains("?") ? "&" : "?") + options);
	}

	static EmbeddedPostgres start() {
		try {
			return EmbeddedPostgres.builder().start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Once {

		private static final String URL = url(System.getenv("APIPOOL_TEST_POSTGRES_URL"));

		private static String url(@Nullable String given) {
			return (given != null) ? given : start().getJdbcUrl("postgres", "postgres");
		}

	}

}
