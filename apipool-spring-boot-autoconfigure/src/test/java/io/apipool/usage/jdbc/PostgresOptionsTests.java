package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;

/**
 * Usage in PostgreSQL, with a driver that joins inserts by itself.
 */
@Tag("any-jdk")
class PostgresOptionsTests extends JdbcStoreContract {

	@Override
	DataSource dataSource() {
		return Postgres.dataSource("reWriteBatchedInserts=true");
	}

	@Override
	String vendor() {
		return "postgresql";
	}

}
