package io.apipool.usage.jdbc;

import javax.sql.DataSource;

/**
 * Usage in PostgreSQL, with a driver that joins inserts by itself.
 */
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
