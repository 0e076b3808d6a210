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
		return Once.DATABASE;
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

		private static final DataSource DATABASE = open(System.getenv("APIPOOL_TEST_POSTGRES_URL"));

		private static DataSource open(@Nullable String url) {
			return (url != null) ? new DriverManagerDataSource(url) : start().getPostgresDatabase();
		}

	}

}
