package io.apipool.usage.jdbc;

import javax.sql.DataSource;

/**
 * Usage in PostgreSQL.
 */
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
