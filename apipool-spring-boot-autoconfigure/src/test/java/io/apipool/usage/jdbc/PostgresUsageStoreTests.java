package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;

/**
 * Usage in PostgreSQL.
 */
@Tag("any-jdk")
class PostgresUsageStoreTests extends JdbcStoreContract {

	@Override
	DataSource dataSource() {
		return Postgres.dataSource();
	}

	@Override
	String vendor() {
		return "postgresql";
	}

}
