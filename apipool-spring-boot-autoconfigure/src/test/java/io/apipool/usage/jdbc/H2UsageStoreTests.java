package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Usage in H2.
 */
class H2UsageStoreTests extends JdbcStoreContract {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:usage;DB_CLOSE_DELAY=-1", "sa",
			"");

	@Override
	DataSource dataSource() {
		return DATABASE;
	}

	@Override
	String vendor() {
		return "h2";
	}

}
