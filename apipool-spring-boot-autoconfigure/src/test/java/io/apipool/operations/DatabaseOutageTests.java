package io.apipool.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real PostgreSQL goes away below an application that goes on calling, and comes back.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTests {

	private static final int THREADS = 8;

	private static final long MEANWHILE = 500;

	@TempDir
	private Path directory;

	@Test
	void noCallFailsOrWaitsForTheDatabaseAndAfterwardsTheSumsAreExact(CapturedOutput output) throws Exception {
		try (RestartablePostgres postgres = RestartablePostgres.start(this.directory);
				RunningApplication application = RunningApplication.start(List.of(Work.class), properties(postgres))) {
			Work work = application.bean(Work.class);
			Work.make(work, 5000, THREADS);
			callDuring(work, postgres::stop);
			Work.make(work, 20_000, THREADS);
			callOnceMore(application.bean(ApiKeyPools.class).get("meanwhile"));
			application.flush();
			assertThat(application.pending()).isPositive();
			assertThat(application.json("/actuator/apipool/demo/usage").get("complete").asBoolean()).isFalse();
			Work.make(work, 2000, THREADS);
			callDuring(work, postgres::startAgain);
			Work.make(work, 5000, THREADS);
			while (application.pending() > 0) {
				application.flush();
			}
			Map<String, Long> made = work.made();
			assertThat(application.written()).isEqualTo(made);
			assertThat(application.shown()).isEqualTo(made);
			assertThat(application.timed()).isEqualTo(made);
			assertThat(application.database()
				.queryForObject("SELECT SUM(attempts) FROM apipool_usage WHERE pool = 'meanwhile'", Long.class))
				.isEqualTo(MEANWHILE);
			assertThat(failures(application)).isEqualTo(failures(made));
		}
		assertThat(output).contains("Usage cannot be written", "Usage is written again");
	}

	/**
	 * Uses keys that nobody uses before or after: no later count makes up for a lost one.
	 */
	private static void callOnceMore(ApiKeyPool pool) {
		for (int i = 0; i < MEANWHILE; i++) {
			pool.run("once", (key) -> assertThat(key.id()).isEqualTo("only"));
		}
	}

	/**
	 * Calls on and on while something is done.
	 */
	private static void callDuring(Work work, Runnable change) throws Exception {
		CompletableFuture<Void> changing = CompletableFuture.runAsync(change);
		while (!changing.isDone()) {
			Work.make(work, 100, 1);
		}
		changing.orTimeout(60, TimeUnit.SECONDS).join();
	}

	/** Returns how many of what failed is in the table of events, each one once. */
	private static long failures(RunningApplication application) {
		Long count = application.database().queryForObject("SELECT COUNT(*) FROM apipool_usage_event", Long.class);
		return (count != null) ? count : 0;
	}

	private static long failures(Map<String, Long> made) {
		return made.entrySet()
			.stream()
			.filter((sum) -> !sum.getKey().endsWith(" succeeded"))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private static String[] properties(RestartablePostgres postgres) {
		return Stream.concat(Work.PROPERTIES.stream(),
				Stream.of(postgres.property(), "apipool.pools.meanwhile.keys[0].id=only",
						"apipool.pools.meanwhile.keys[0].value=secret", "apipool.usage.flush-interval=100ms",
						"spring.datasource.hikari.connection-timeout=1000"))
			.toArray(String[]::new);
	}

}
