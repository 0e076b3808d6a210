package io.apipool.autoconfigure;

import java.nio.file.Path;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How the tables are created.
 */
class UsageSchemaTests {

	@TempDir
	private Path directory;

	private JdbcDataSource open(String settings) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:file:" + this.directory.resolve("usage") + settings);
		dataSource.setUser("sa");
		return dataSource;
	}

	@Test
	void aDatabaseThatLetsNothingBeCreatedIsNotTakenForOneThatDid() {
		new JdbcTemplate(open("")).execute("CREATE TABLE other(id INT)");
		UsageSchema schema = new UsageSchema(open(";ACCESS_MODE_DATA=r"), "always");
		assertThatThrownBy(schema::create).hasStackTraceContaining("The database is read only");
	}

}
