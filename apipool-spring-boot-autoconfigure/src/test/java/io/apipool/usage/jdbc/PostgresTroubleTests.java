package io.apipool.usage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A real PostgreSQL that does not let itself be used as it should.
 */
@Tag("any-jdk")
class PostgresTroubleTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final KeptState STATE = new KeptState(new KeptState.Place("demo", "g", "demo-1", ""),
			KeyState.DISABLED, null, "", List.of(), null, NOON);

	private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");

	private final String role = this.schema + "_user";

	private final JdbcTemplate owner = new JdbcTemplate(Postgres.dataSource());

	@BeforeEach
	void aPlaceOfItsOwn() {
		this.owner.execute("CREATE SCHEMA " + this.schema);
		this.owner.execute("CREATE ROLE " + this.role);
		this.owner.execute("GRANT USAGE ON SCHEMA " + this.schema + " TO " + this.role);
	}

	@AfterEach
	void cleared() {
		this.owner.execute("DROP SCHEMA " + this.schema + " CASCADE");
		this.owner.execute("DROP OWNED BY " + this.role);
		this.owner.execute("DROP ROLE " + this.role);
	}

	@Test
	void aUserWhoMayNotCreateTablesIsToldHow() {
		assertThatThrownBy(() -> store(as(this.role)).keep(List.of(STATE)))
			.hasMessageStartingWith("a table is missing, and could not be created: let the database's user create"
					+ " tables, or run io/apipool/usage/jdbc/schema-*.sql by hand and set"
					+ " apipool.usage.jdbc.initialize-schema to never; the reason was: ERROR: permission denied for"
					+ " schema " + this.schema);
	}

	@Test
	void aUserWhoMayNotCreateTablesCanUseThoseThatAreThere() {
		store(owner()).keep(List.of());
		store(owner()).events(ReportQuery.last(NOON, Duration.ofDays(1)), 0, 1);
		this.owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA " + this.schema + " TO " + this.role);
		store(as(this.role)).keep(List.of(STATE));
		assertThat(this.owner.queryForObject("SELECT COUNT(*) FROM " + this.schema + ".apipool_state", Integer.class))
			.isEqualTo(1);
	}

	@Test
	void aUserWithoutRightsIsToldWhich() {
		store(owner()).events(ReportQuery.last(NOON, Duration.ofDays(1)), 0, 1);
		assertThatThrownBy(() -> store(as(this.role)).keep(List.of(STATE)))
			.hasMessage("the database refuses this user: grant SELECT, INSERT, UPDATE and DELETE on apipool_usage,"
					+ " apipool_usage_event and apipool_state (ERROR: permission denied for table apipool_state)");
	}

	@Test
	void aDatabaseThatIsReadOnlyIsCalledThat() {
		store(owner()).events(ReportQuery.last(NOON, Duration.ofDays(1)), 0, 1);
		assertThatThrownBy(
				() -> store(session("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")).keep(List.of(STATE)))
			.hasMessageStartingWith("the database is read-only: let it be written to, or name another one in"
					+ " apipool.usage.jdbc.data-source (ERROR: cannot execute");
	}

	@Test
	void aTableOfAnotherShapeIsCalledThat() {
		store(owner()).events(ReportQuery.last(NOON, Duration.ofDays(1)), 0, 1);
		this.owner.execute("ALTER TABLE " + this.schema + ".apipool_state DROP COLUMN learnt");
		assertThatThrownBy(() -> store(owner()).keep(List.of(STATE)))
			.hasMessageStartingWith("a table is not as the schema file has it");
	}

	@Test
	void aServerThatIsNotThereIsCalledThat() {
		DataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");
		assertThatThrownBy(() -> store(nowhere).keep(List.of(STATE)))
			.hasMessageStartingWith("the database cannot be used (Connection to localhost:1 refused");
	}

	@Test
	void aRowThatAnotherInstanceAddsMeanwhileIsReplaced() throws Exception {
		store(owner()).events(ReportQuery.last(NOON, Duration.ofDays(1)), 0, 1);
		CompletableFuture<Void> keeping;
		try (Connection other = owner().getConnection(); Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement
				.execute("INSERT INTO apipool_state VALUES ('demo', 'g', 'demo-1', '', 'usable', NULL, NULL, FALSE,"
						+ " '', '[]', NULL, now())");
			keeping = CompletableFuture.runAsync(() -> store(owner()).keep(List.of(STATE)));
			awaitSomebodyWhoWaitsFor(other);
			other.commit();
		}
		keeping.orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(this.owner.queryForList("SELECT state FROM " + this.schema + ".apipool_state", String.class))
			.containsExactly("disabled");
	}

	private void awaitSomebodyWhoWaitsFor(Connection holder) throws Exception {
		int pid = holder.unwrap(PGConnection.class).getBackendPID();
		String waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE ? = ANY(pg_blocking_pids(pid))";
		for (int i = 0; i < 10_000; i++) {
			Integer count = this.owner.queryForObject(waiting, Integer.class, pid);
			if (count != null && count > 0) {
				return;
			}
		}
		throw new AssertionError("nobody waits for the lock");
	}

	private static UsageStore store(DataSource dataSource) {
		return new JdbcUsageStore(new UsageDatabase(dataSource, SchemaFile.of(dataSource, "postgresql")));
	}

	private DataSource owner() {
		return session("RESET ROLE");
	}

	private DataSource as(String name) {
		return session("SET ROLE " + name);
	}

	/** Opens connections that begin with a statement. */
	private DataSource session(String statement) {
		return new DelegatingDataSource(Postgres.dataSource()) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				try (Statement first = connection.createStatement()) {
					first.execute("SET search_path TO " + PostgresTroubleTests.this.schema);
					first.execute(statement);
				}
				return connection;
			}

		};
	}

}
