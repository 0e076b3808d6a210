package io.apipool.benchmarks.usage;

import java.io.IOException;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A PostgreSQL that writes what it has committed to the disk, as one does that is used in
 * earnest, and one connection to it.
 */
final class Server implements AutoCloseable {

	private static final Map<String, String> IN_EARNEST = Map.of("fsync", "on", "synchronous_commit", "on",
			"full_page_writes", "on");

	private final EmbeddedPostgres server;

	private final SingleConnectionDataSource connection;

	Server() throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
		IN_EARNEST.forEach(builder::setServerConfig);
		this.server = builder.start();
		this.connection = new SingleConnectionDataSource(this.server.getJdbcUrl("postgres", "postgres"), true);
		new ResourceDatabasePopulator(new ClassPathResource("io/apipool/usage/jdbc/schema-postgresql.sql"))
			.execute(this.connection);
	}

	SingleConnectionDataSource connection() {
		return this.connection;
	}

	@Override
	public void close() throws IOException {
		this.connection.destroy();
		this.server.close();
	}

}
