package io.apipool.usage.jdbc;

import javax.sql.DataSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Runs the schema file of a vendor, as somebody does who creates the tables by hand.
 */
final class SchemaFile {

	private SchemaFile() {
	}

	static UsageDatabase.Schema of(DataSource dataSource, String vendor) {
		return () -> new ResourceDatabasePopulator(
				new ClassPathResource("io/apipool/usage/jdbc/schema-" + vendor + ".sql"))
			.execute(dataSource);
	}

}
