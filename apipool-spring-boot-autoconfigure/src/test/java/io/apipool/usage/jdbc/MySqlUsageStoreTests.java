package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Usage in the tables of MySQL, as far as a MariaDB can tell.
 */
@EnabledIf("io.apipool.usage.jdbc.MariaDb#isThere")
class MySqlUsageStoreTests extends JdbcStoreContract {

	@Override
	DataSource dataSource() {
		return MariaDb.dataSource();
	}

	@Override
	String vendor() {
		return "mysql";
	}

}
