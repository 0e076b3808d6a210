package io.apipool.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.apipool.ApiKeyPools;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageStore;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * In which database usage is kept, and what happens where there is none or several.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class UsageJdbcWiringTests {

	private final ApplicationContextRunner none = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, UsageJdbcAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=one");

	private final ApplicationContextRunner one = this.none
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

	private final ApplicationContextRunner two = this.none.withBean("left", DataSource.class, () -> memory("left"))
		.withBean("right", DataSource.class, () -> memory("right"));

	@Test
	void anEmbeddedDatabaseGetsItsTablesAtTheStart() {
		this.one.run((context) -> {
			assertThat(answer(context.getBean(StateHistory.class))).isZero();
			assertThat(tables(context.getBean(DataSource.class))).isEqualTo(3);
			assertThat(context).hasSingleBean(UsageStore.class).hasSingleBean(LimitHistory.class);
		});
	}

	@Test
	void withoutAnyDataSourceThereIsNoStore() {
		this.none.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(UsageStore.class)
			.doesNotHaveBean(LimitHistory.class)
			.doesNotHaveBean(UndecidedDataSources.class));
	}

	@Test
	void withoutSpringJdbcThereIsNoStore() {
		this.one.withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UsageStore.class));
	}

	@Test
	void disabledItLeavesTheDatabaseAlone() {
		this.one.withPropertyValues("apipool.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(UsageStore.class);
			assertThat(tables(context.getBean(DataSource.class))).isZero();
		});
	}

	@Test
	void severalDataSourcesWithoutAMarkAreNamedOnce(CapturedOutput output) {
		this.two.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(UsageStore.class);
			assertThat(output).containsOnlyOnce(
					"there are several data sources, [left, right], and none is primary. Name the one to use in"
							+ " apipool.usage.jdbc.data-source");
		});
	}

	@Test
	void thePropertyPicksOneOfSeveral(CapturedOutput output) {
		this.two.withPropertyValues("apipool.usage.jdbc.data-source=right").run((context) -> {
			assertThat(answer(context.getBean(StateHistory.class))).isZero();
			assertThat(tables(context.getBean("right", DataSource.class))).isEqualTo(3);
			assertThat(tables(context.getBean("left", DataSource.class))).isZero();
			assertThat(output).doesNotContain("several data sources");
		});
	}

	@Test
	void thePrimaryOneIsTakenUnasked() {
		this.two.withBean("main", DataSource.class, () -> memory("main"), (definition) -> definition.setPrimary(true))
			.run((context) -> {
				assertThat(answer(context.getBean(StateHistory.class))).isZero();
				assertThat(tables(context.getBean("main", DataSource.class))).isEqualTo(3);
			});
	}

	@Test
	void aNameThatIsNoDataSourceStopsTheStart() {
		this.two.withPropertyValues("apipool.usage.jdbc.data-source=middle")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidDefinitionException.class)
				.hasMessage("apipool.usage.jdbc.data-source = 'middle' is the name of no data source: name one of"
						+ " [left, right], or remove the property"));
	}

	@Test
	void anEmptyNameIsNone() {
		this.two.withPropertyValues("apipool.usage.jdbc.data-source=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UsageStore.class));
	}

	@Test
	void withoutTheTablesTheWayOutIsTold() {
		this.one.withPropertyValues("apipool.usage.jdbc.initialize-schema=never").run((context) -> {
			UsageStore store = context.getBean(UsageStore.class);
			ReportQuery day = ReportQuery.last(Instant.EPOCH, Duration.ofDays(1));
			assertThatThrownBy(() -> store.events(day, 0, 1))
				.hasMessageStartingWith("a table is missing: set apipool.usage.jdbc.initialize-schema to always, or run"
						+ " io/apipool/usage/jdbc/schema-*.sql by hand (");
		});
	}

	@Test
	void aDatabaseThatIsAwayAtTheStartIsWarnedOfOnceAndAskedAgain(CapturedOutput output) {
		AwayDataSource away = new AwayDataSource(memory("away"), 2);
		this.none.withBean(DataSource.class, () -> away).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ApiKeyPools.class).get("demo").keys()).hasSize(1);
			assertThat(answer(context.getBean(StateHistory.class))).isZero();
			assertThat(tables(away)).isEqualTo(3);
			assertThat(output.toString().split("the database cannot be used", -1)).hasSize(2);
			assertThat(output).containsOnlyOnce("WARN");
		});
	}

	private static int answer(StateHistory history) {
		return history.load().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join().size();
	}

	private static int tables(DataSource dataSource) {
		Integer count = new JdbcTemplate(dataSource).queryForObject(
				"SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE 'APIPOOL%'", Integer.class);
		return (count != null) ? count : 0;
	}

	private static DataSource memory(String name) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + name + ";DB_CLOSE_DELAY=-1");
		return dataSource;
	}

	/** Cannot be reached a few times. */
	private static final class AwayDataSource extends AbstractDataSource {

		private final DataSource there;

		private final AtomicInteger refusals;

		AwayDataSource(DataSource there, int refusals) {
			this.there = there;
			this.refusals = new AtomicInteger(refusals);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.refusals.getAndDecrement() > 0) {
				throw new SQLException("nobody there", "08001");
			}
			return this.there.getConnection();
		}

		@Override
		public Connection getConnection(String user, String password) throws SQLException {
			return getConnection();
		}

	}

}
