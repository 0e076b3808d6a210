package io.apipool.operations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real PostgreSQL that is stopped and started again, at one address and with what it
 * held.
 */
public final class RestartablePostgres implements AutoCloseable {

	private final File data;

	private final int port;

	private final String url;

	private EmbeddedPostgres server;

	private RestartablePostgres(File data, EmbeddedPostgres server) {
		this.data = data;
		this.server = server;
		this.port = server.getPort();
		this.url = server.getJdbcUrl("postgres", "postgres");
	}

	public static RestartablePostgres start(Path directory) throws IOException {
		File data = directory.resolve("data").toFile();
		return new RestartablePostgres(data, builder(data).start());
	}

	private static EmbeddedPostgres.Builder builder(File data) {
		return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
	}

	/** Returns the property that leads an application here. */
	public String property() {
		return "spring.datasource.url=" + this.url;
	}

	public JdbcTemplate database() {
		return new JdbcTemplate(new DriverManagerDataSource(this.url));
	}

	public void stop() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void startAgain() {
		try {
			this.server = builder(this.data).setPort(this.port).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		stop();
	}

}
