package io.apipool.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose database hangs and fails while it calls.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class UsageOutageTests {

	private final HangingDataSource dataSource = new HangingDataSource(
			JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, UsageAutoConfiguration.class,
				UsageJdbcAutoConfiguration.class))
		.withBean(DataSource.class, () -> this.dataSource)
		.withPropertyValues("apipool.pools.demo.keys=one,two", "apipool.usage.events=all",
				"apipool.usage.flush-interval=50ms");

	@Test
	void noCallWaitsForADatabaseThatHangsAndNothingIsLostByIt() {
		AtomicLong calls = new AtomicLong();
		this.contexts.run((context) -> {
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			call(pool, calls);
			this.dataSource.hang();
			for (int i = 0; i < 1000; i++) {
				call(pool, calls);
			}
			this.dataSource.awaitSomebodyAtTheGate();
			call(pool, calls);
			this.dataSource.fail();
			call(pool, calls);
			this.dataSource.awaitFailure();
			call(pool, calls);
			this.dataSource.work();
		});
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		assertThat(jdbc.queryForObject("SELECT SUM(attempts) FROM apipool_usage", Long.class)).isEqualTo(calls.get());
		assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM apipool_usage_event", Long.class)).isEqualTo(calls.get());
	}

	@Test
	void twoInstancesOverOneDatabaseAreTwo() {
		AtomicLong calls = new AtomicLong();
		this.contexts.run((one) -> this.contexts.run((two) -> {
			for (int i = 0; i < 100; i++) {
				call(one.getBean(ApiKeyPools.class).get("demo"), calls);
				call(two.getBean(ApiKeyPools.class).get("demo"), calls);
			}
		}));
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		assertThat(jdbc.queryForObject("SELECT SUM(attempts) FROM apipool_usage", Long.class)).isEqualTo(200);
		assertThat(jdbc.queryForObject("SELECT COUNT(DISTINCT instance) FROM apipool_usage", Long.class)).isEqualTo(2);
	}

	@Test
	void aFailureIsToldWithItsWayOut(CapturedOutput output) {
		this.contexts.withPropertyValues("apipool.usage.jdbc.initialize-schema=never")
			.run((context) -> call(context.getBean(ApiKeyPools.class).get("demo"), new AtomicLong()));
		assertThat(output).contains("Usage cannot be written")
			.contains("a table is missing: set apipool.usage.jdbc.initialize-schema to always, or run");
	}

	private static void call(ApiKeyPool pool, AtomicLong calls) {
		pool.run("chat", (key) -> calls.incrementAndGet());
	}

	/** Keeps those who want a connection waiting, or refuses them. */
	private static final class HangingDataSource extends DelegatingDataSource {

		private final AtomicBoolean failing = new AtomicBoolean();

		private final CountDownLatch failed = new CountDownLatch(1);

		private final CountDownLatch hanging = new CountDownLatch(1);

		private volatile CountDownLatch gate = new CountDownLatch(0);

		HangingDataSource(DataSource there) {
			super(there);
		}

		void hang() {
			this.gate = new CountDownLatch(1);
		}

		void fail() {
			this.failing.set(true);
			this.gate.countDown();
		}

		void work() {
			this.failing.set(false);
		}

		void awaitSomebodyAtTheGate() throws InterruptedException {
			assertThat(this.hanging.await(30, TimeUnit.SECONDS)).isTrue();
		}

		void awaitFailure() throws InterruptedException {
			assertThat(this.failed.await(30, TimeUnit.SECONDS)).isTrue();
		}

		@Override
		public Connection getConnection() throws SQLException {
			try {
				CountDownLatch closed = this.gate;
				if (closed.getCount() > 0) {
					this.hanging.countDown();
				}
				closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new SQLException("interrupted", ex);
			}
			if (this.failing.get()) {
				this.failed.countDown();
				throw new SQLException("nobody there", "08001");
			}
			return super.getConnection();
		}

	}

}
