package io.apipool.autoconfigure;

import java.util.Locale;

import javax.sql.DataSource;

import io.apipool.usage.jdbc.UsageDatabase;

import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;
import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Creates the tables of usage as Boot creates its own, but not as a bean: Boot would do
 * it, and wait for a database that is away, at the start of the application.
 */
final class UsageSchema implements UsageDatabase.Schema {

	static final String LOCATION = "io/apipool/usage/jdbc/schema-@@platform@@.sql";

	private final DataSource dataSource;

	private final DatabaseInitializationMode mode;

	UsageSchema(DataSource dataSource, String initialize) {
		this.dataSource = dataSource;
		this.mode = DatabaseInitializationMode.valueOf(initialize.toUpperCase(Locale.ROOT));
	}

	@Override
	public void create() {
		if (this.mode != DatabaseInitializationMode.NEVER) {
			new PropertiesBasedDataSourceScriptDatabaseInitializer<>(this.dataSource, new Properties(this.mode))
				.initializeDatabase();
		}
	}

	private static final class Properties extends DatabaseInitializationProperties {

		Properties(DatabaseInitializationMode mode) {
			setInitializeSchema(mode);
			setContinueOnError(false);
		}

		@Override
		public String getDefaultSchemaLocation() {
			return "classpath:" + LOCATION;
		}

	}

}
