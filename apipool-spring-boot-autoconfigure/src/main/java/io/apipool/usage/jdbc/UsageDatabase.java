package io.apipool.usage.jdbc;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that usage is kept in, whatever state it is in. Internal.
 *
 * <p>
 * Nothing here happens at the start of the application, on whose path a database that is
 * away would be waited for: the tables are created by whoever comes first, and again as
 * long as that fails or when they have gone. Where creating them fails they may be there
 * all the same, made by somebody with more rights: so the work is tried, and what was
 * wrong with the schema is told only if it fails. Instances that start together create
 * the tables at once, at which PostgreSQL refuses all but one, {@code IF NOT EXISTS} or
 * not: so creating them is tried a few times.
 *
 * <p>
 * Writing takes a connection of its own, apart from any transaction of the application,
 * and {@code READ_COMMITTED}: with more, an {@code UPDATE} that meets no row locks the
 * gap where another instance's row belongs in InnoDB, and instances end in deadlocks.
 */
public final class UsageDatabase {

	private static final int TIMEOUT_SECONDS = 30;

	private static final int TRIES = 3;

	private static final int FETCHED_AT_ONCE = 500;

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate writing;

	private final TransactionTemplate reading;

	private final Schema schema;

	private final AtomicReference<@Nullable UsageSql> settled = new AtomicReference<>();

	private final AtomicReference<@Nullable RuntimeException> schemaFailure = new AtomicReference<>();

	/**
	 * Creates the gate to a database, without touching it.
	 * @param dataSource where it is
	 * @param schema creates its tables
	 */
	public UsageDatabase(DataSource dataSource, Schema schema) {
		this.dataSource = dataSource;
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setQueryTimeout(TIMEOUT_SECONDS);
		this.jdbc.setFetchSize(FETCHED_AT_ONCE);
		this.schema = schema;
		JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
		this.reading = new TransactionTemplate(transactions);
		this.writing = new TransactionTemplate(transactions);
		this.writing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.writing.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
	}

	/**
	 * Returns where it is.
	 * @return the data source
	 */
	public DataSource dataSource() {
		return this.dataSource;
	}

	/** Looks whether the tables are there. */
	void check() {
		for (String table : List.of("apipool_usage", "apipool_usage_event", "apipool_state")) {
			read((session) -> session.jdbc().queryForList("SELECT pool FROM " + table + " WHERE 1 = 0", String.class));
		}
	}

	<T> T write(Function<Session, T> work) {
		return run(this.writing, work);
	}

	<T> T read(Function<Session, T> work) {
		return run(this.reading, work);
	}

	private <T> T run(TransactionTemplate transaction, Function<Session, T> work) {
		try {
			UsageSql sql = prepared();
			T result = transaction.execute((status) -> work.apply(new Session(this.jdbc, sql)));
			this.settled.set(sql);
			return result;
		}
		catch (DataAccessException | TransactionException ex) {
			throw told(ex);
		}
	}

	private UsageSql prepared() {
		UsageSql sql = this.settled.get();
		return (sql != null) ? sql : prepare();
	}

	private synchronized UsageSql prepare() {
		UsageSql sql = this.settled.get();
		if (sql != null) {
			return sql;
		}
		sql = new UsageSql(product());
		RuntimeException failure = create();
		for (int i = 1; i < TRIES && failure != null; i++) {
			failure = create();
		}
		this.schemaFailure.set(failure);
		return sql;
	}

	private @Nullable RuntimeException create() {
		try {
			this.schema.create();
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private String product() {
		ConnectionCallback<String> name = (connection) -> connection.getMetaData().getDatabaseProductName();
		return String.valueOf(this.jdbc.execute(name));
	}

	private UsageStoreException told(RuntimeException failure) {
		Trouble trouble = Trouble.of(failure);
		String wayOut = "";
		if (trouble == Trouble.NO_TABLE) {
			this.settled.set(null);
			wayOut = wayOut(this.schemaFailure.get());
		}
		return new UsageStoreException(trouble.message() + wayOut + " (" + Trouble.said(failure) + ")", failure);
	}

	private String wayOut(@Nullable RuntimeException schemaFailure) {
		String byHand = "run io/apipool/usage/jdbc/schema-*.sql by hand";
		return (schemaFailure != null)
				? ", and could not be created: let the database's user create tables, or " + byHand + " and set"
						+ " apipool.usage.jdbc.initialize-schema to never; the reason was: "
						+ Trouble.said(schemaFailure)
				: ": set apipool.usage.jdbc.initialize-schema to always, or " + byHand;
	}

	/**
	 * Creates the tables where they are missing, and where that is wanted. Internal.
	 */
	@FunctionalInterface
	public interface Schema {

		/**
		 * Creates what is missing.
		 * @throws RuntimeException if that failed: it is tried again
		 */
		void create();

	}

	/**
	 * What there is within one transaction.
	 *
	 * @param jdbc runs statements
	 * @param sql has the statements
	 */
	record Session(JdbcTemplate jdbc, UsageSql sql) {

		Rows rows() {
			return new Rows(this.jdbc);
		}

	}

}
