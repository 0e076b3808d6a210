package io.apipool.restart;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are killed in the middle of a day and of a minute, over a real database.
 */
@Tag("any-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private EmbeddedPostgres postgres;

	private JdbcTemplate database;

	@BeforeAll
	void startDatabase() throws IOException {
		this.postgres = EmbeddedPostgres.builder().start();
		this.database = new JdbcTemplate(this.postgres.getPostgresDatabase());
	}

	@AfterAll
	void stopDatabase() throws IOException {
		this.postgres.close();
	}

	@BeforeEach
	void dropTables() {
		this.database.execute("drop table if exists apipool_usage, apipool_usage_event, apipool_state");
	}

	private CallingProcess start(String... properties) throws IOException {
		return CallingProcess.start(Stream
			.concat(Stream.of("spring.datasource.url=" + this.postgres.getJdbcUrl("postgres", "postgres"),
					"apipool.usage.jdbc.initialize-schema=always", "apipool.usage.flush-interval=200ms",
					"apipool.usage.restore-timeout=20s", "apipool.pools.demo.max-wait=0s"), Stream.of(properties))
			.toArray(String[]::new));
	}

	private void awaitFlushed(int attempts) throws InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (flushed() < attempts && Instant.now().isBefore(end)) {
			Thread.onSpinWait();
		}
		assertThat(flushed()).isEqualTo(attempts);
	}

	private int flushed() {
		Integer sum = this.database.queryForObject("select coalesce(sum(attempts), 0) from apipool_usage",
				Integer.class);
		return (sum != null) ? sum : 0;
	}

	@Test
	void whatWasUsedOfADayIsNotHandedOutTwice() throws Exception {
		String[] pool = { "apipool.pools.demo.keys=one,two", "apipool.pools.demo.limits=30/day@UTC,25/10m" };
		try (CallingProcess first = start(pool)) {
			assertThat(first.calls(40)).isEqualTo(40);
			awaitFlushed(40);
			first.kill();
		}
		try (CallingProcess second = start(pool)) {
			assertThat(second.calls(5)).isEqualTo(5);
			awaitFlushed(45);
			second.kill();
		}
		try (CallingProcess third = start(pool)) {
			assertThat(third.calls(40)).isEqualTo(5);
			awaitFlushed(50);
		}
		assertThat(this.database.queryForList("select distinct instance from apipool_usage")).hasSize(3);
	}

	@Test
	void whatWasNotWrittenYetIsTheMostThatIsLost() throws Exception {
		String[] pool = { "apipool.pools.demo.keys=one", "apipool.pools.demo.limits=30/d" };
		try (CallingProcess first = start(pool)) {
			assertThat(first.calls(20)).isEqualTo(20);
			awaitFlushed(20);
			assertThat(first.calls(5)).isEqualTo(5);
			first.kill();
		}
		int written = flushed();
		assertThat(written).isBetween(20, 25);
		try (CallingProcess second = start(pool)) {
			assertThat(second.calls(30)).isEqualTo(30 - written);
		}
	}

	@Test
	void twoThatRunAtOnceAreBothCounted() throws Exception {
		String[] pool = { "apipool.pools.demo.keys=one", "apipool.pools.demo.limits=30/day@UTC" };
		try (CallingProcess left = start(pool); CallingProcess right = start(pool)) {
			assertThat(left.calls(10)).isEqualTo(10);
			assertThat(right.calls(15)).isEqualTo(15);
			awaitFlushed(25);
			left.kill();
			right.kill();
		}
		try (CallingProcess next = start(pool)) {
			assertThat(next.calls(30)).isEqualTo(5);
		}
	}

	@Test
	void whoWasSwitchedOffOrRejectedStaysSo() throws Exception {
		String[] pool = { "apipool.pools.demo.keys=one,two" };
		try (CallingProcess first = start(pool)) {
			assertThat(first.tell("reject")).isEqualTo("invalid,usable");
			awaitState("invalid");
			assertThat(first.tell("disable")).isEqualTo("disabled,usable");
			awaitState("disabled");
			first.kill();
		}
		try (CallingProcess second = start(pool)) {
			assertThat(second.tell("states")).isEqualTo("disabled,usable");
		}
	}

	private void awaitState(String word) {
		Instant end = Instant.now().plus(PATIENCE);
		while (states(word) < 1 && Instant.now().isBefore(end)) {
			Thread.onSpinWait();
		}
		assertThat(states(word)).isEqualTo(1);
	}

	private int states(String word) {
		Integer count = this.database
			.queryForObject("select count(*) from apipool_state where key_id <> '' and state = ?", Integer.class, word);
		return (count != null) ? count : 0;
	}

	@Test
	void aDatabaseThatIsAwayAtTheStartStopsNobody() throws Exception {
		int nobody;
		try (ServerSocket free = new ServerSocket(0)) {
			nobody = free.getLocalPort();
		}
		try (CallingProcess alone = CallingProcess.start("apipool.pools.demo.keys=one",
				"apipool.pools.demo.limits=30/d",
				"spring.datasource.url=jdbc:postgresql://localhost:" + nobody + "/postgres",
				"spring.datasource.hikari.initialization-fail-timeout=-1", "apipool.usage.restore-timeout=200ms")) {
			assertThat(alone.calls(40)).isEqualTo(30);
		}
	}

}
