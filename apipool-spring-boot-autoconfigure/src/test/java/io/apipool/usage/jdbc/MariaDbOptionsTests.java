package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Usage in MariaDB, with a driver that does not tell which rows it has found.
 */
@EnabledIf("io.apipool.usage.jdbc.MariaDb#isThere")
class MariaDbOptionsTests extends JdbcStoreContract {

	@Override
	DataSource dataSource() {
		return MariaDb.dataSource("useAffectedRows=true&useBulkStmts=true");
	}

	@Override
	String vendor() {
		return "mariadb";
	}

}
