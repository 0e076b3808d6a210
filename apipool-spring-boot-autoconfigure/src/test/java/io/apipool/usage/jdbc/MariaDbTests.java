package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Usage in MariaDB. All in one class, and so in one JVM: to start a server takes longer
 * than what is asked of it.
 */
@EnabledIf("io.apipool.usage.jdbc.MariaDb#isThere")
class MariaDbTests {

	@Nested
	class WithItsOwnTables extends JdbcStoreContract {

		@Override
		DataSource dataSource() {
			return MariaDb.dataSource();
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

	/** The driver does not tell which rows it has found. */
	@Nested
	class WithOtherOptions extends JdbcStoreContract {

		@Override
		DataSource dataSource() {
			return MariaDb.dataSource("useAffectedRows=true&useBulkStmts=true");
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

	/** As far as a MariaDB can tell. */
	@Nested
	class WithTheTablesOfMySql extends JdbcStoreContract {

		@Override
		DataSource dataSource() {
			return MariaDb.dataSource();
		}

		@Override
		String vendor() {
			return "mysql";
		}

	}

}
