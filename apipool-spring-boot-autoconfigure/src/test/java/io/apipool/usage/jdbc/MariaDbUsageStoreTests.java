package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Usage in MariaDB.
 */
@EnabledIf("io.apipool.usage.jdbc.MariaDb#isThere")
class MariaDbUsageStoreTests extends JdbcStoreContract {

	@Override
	DataSource dataSource() {
		return MariaDb.dataSource();
	}

	@Override
	String vendor() {
		return "mariadb";
	}

}
