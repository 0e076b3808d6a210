package io.apipool.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.apipool.usage.Attempted;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import io.apipool.usage.UsageStore;
import io.apipool.usage.data.UsageEventSearch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.mapping.NamingStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Pages of attempts, in an application that has Spring Data JDBC.
 */
@Tag("any-jdk")
class UsageEventSearchTests {

	/** The hour before is the one that clocks in Berlin leave out, if they are asked. */
	private static final Instant SPRING = Instant.parse("2026-03-29T03:00:00Z");

	private static final ReportQuery SEASON = ReportQuery.last(SPRING.plus(Duration.ofDays(20)), Duration.ofDays(30));

	private final TimeZone zone = TimeZone.getDefault();

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(ApiPoolAutoConfiguration.class, UsageJdbcAutoConfiguration.class, UsageEventSearchAutoConfiguration.class));

	private final ApplicationContextRunner contexts = this.plain
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

	private final ApplicationContextRunner withSpringData = this.contexts
		.withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, DataJdbcRepositoriesAutoConfiguration.class));

	@BeforeEach
	void whereClocksAreChanged() {
		TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
	}

	@AfterEach
	void backHome() {
		TimeZone.setDefault(this.zone);
	}

	@Test
	void attemptsComeInPagesTheNewestFirst() {
		this.contexts.run((context) -> {
			fill(context.getBean(UsageStore.class), 25);
			Page<UsageEvent> page = context.getBean(UsageEventSearch.class).find(SEASON, PageRequest.of(1, 10));
			assertThat(page.getTotalElements()).isEqualTo(25);
			assertThat(page.getTotalPages()).isEqualTo(3);
			assertThat(page).containsExactlyElementsOf(IntStream.range(10, 20).mapToObj((i) -> event(24 - i)).toList());
			assertThat(page.nextPageable().getPageNumber()).isEqualTo(2);
		});
	}

	@Test
	void allOfThemComeWhereNoPageIsAskedFor() {
		this.contexts.run((context) -> {
			fill(context.getBean(UsageStore.class), 1200);
			assertThat(context.getBean(UsageEventSearch.class).find(SEASON, Pageable.unpaged())).hasSize(1200);
		});
	}

	@Test
	void everyPartOfAQueryCounts() {
		this.contexts.run((context) -> {
			fill(context.getBean(UsageStore.class), 6);
			UsageEventSearch search = context.getBean(UsageEventSearch.class);
			ReportQuery failed = SEASON.pool("demo").key("demo-1").operation("chat").model("large").outcome("failed");
			assertThat(search.find(failed, PageRequest.of(0, 10))).hasSize(3);
			assertThat(search.find(failed.key("demo-2"), PageRequest.of(0, 10))).isEmpty();
			ReportQuery missingHour = ReportQuery.between(SPRING.minusSeconds(1800).plusMillis(123), SPRING);
			assertThat(search.find(missingHour, PageRequest.of(0, 10))).containsExactly(event(3), event(2));
		});
	}

	@Test
	void theyAreSortedAsAsked() {
		this.contexts.run((context) -> {
			fill(context.getBean(UsageStore.class), 4);
			UsageEventSearch search = context.getBean(UsageEventSearch.class);
			Pageable slowest = PageRequest.of(0, 10, Sort.by("key").and(Sort.by("latency").ascending()));
			assertThat(search.find(SEASON, slowest)).containsExactly(event(0), event(1), event(2), event(3));
			Pageable byWord = PageRequest.of(0, 10, Sort.by("outcome"));
			assertThat(search.find(SEASON, byWord)).containsExactly(event(2), event(0), event(3), event(1));
		});
	}

	@Test
	void theyAreNotSortedByAnythingElse() {
		this.contexts.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(UsageEventSearch.class)
				.find(SEASON, PageRequest.of(0, 10, Sort.by("error; DROP TABLE apipool_usage"))))
			.withMessage("attempts cannot be sorted by 'error; DROP TABLE apipool_usage', but by one of [at, cost, key,"
					+ " latency, model, operation, outcome, pool, status]"));
	}

	@Test
	void theApplicationsOwnWayOfNamingIsNotInTheWay() {
		this.withSpringData.withUserConfiguration(Application.class)
			.withBean(NamingStrategy.class, Upper::new)
			.run((context) -> {
				assertThat(context).hasSingleBean(JdbcAggregateTemplate.class);
				fill(context.getBean(UsageStore.class), 3);
				assertThat(context.getBean(UsageEventSearch.class).find(SEASON, PageRequest.of(0, 2))).hasSize(2);
			});
	}

	@Test
	void withoutSpringDataThereIsNoSearch() {
		this.contexts.withClassLoader(new FilteredClassLoader("org.springframework.data"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(UsageStore.class)
				.doesNotHaveBean(UsageEventSearch.class));
	}

	@Test
	void twoDataSourcesAndOneThatIsAwayDoNotStopTheStart() {
		this.plain.withBean("left", DataSource.class, () -> away("left"))
			.withBean("right", DataSource.class, () -> away("right"))
			.withPropertyValues("apipool.usage.jdbc.data-source=right", "apipool.pools.demo.keys=one")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(UsageEventSearch.class));
	}

	private static void fill(UsageStore store, int count) {
		store.append(IntStream.range(0, count).mapToObj(UsageEventSearchTests::event).toList());
	}

	private static UsageEvent event(int number) {
		Attempted attempt = new Attempted("demo", "g", "demo-1", "chat", "large",
				(number % 2 == 0) ? "failed" : "succeeded");
		return new UsageEvent("event-" + (1000 + number), "host-1",
				SPRING.minusSeconds(3600).plus(Duration.ofMinutes(20L * number)).minusMillis(number), attempt, 503,
				Duration.ofMillis(number), Map.of("tokens", 5.0), null);
	}

	private static DataSource away(String name) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:tcp://localhost:1/" + name + UUID.randomUUID());
		return dataSource;
	}

	@AutoConfigurationPackage
	static final class Application {

	}

	private static final class Upper implements NamingStrategy {

		@Override
		public String getSchema() {
			return "elsewhere";
		}

		@Override
		public String getTableName(Class<?> type) {
			return "T_" + type.getSimpleName();
		}

	}

}
