package io.apipool.usage.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.apipool.usage.Attempted;
import io.apipool.usage.MinuteRow;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import io.apipool.usage.UsageStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real PostgreSQL is stopped while it is written to, and started again.
 */
@Tag("any-jdk")
class PostgresOutageTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final ReportQuery DAY = ReportQuery.last(NOON.plus(Duration.ofDays(1)), Duration.ofDays(1));

	@TempDir
	private Path directory;

	@Test
	void nothingIsLostAndNothingIsThereTwice() throws Exception {
		EmbeddedPostgres first = start(0);
		int port = first.getPort();
		DataSource dataSource = first.getPostgresDatabase();
		Writer writer = new Writer(
				new JdbcUsageStore(new UsageDatabase(dataSource, SchemaFile.of(dataSource, "postgresql"))));
		ExecutorService threads = Executors.newSingleThreadExecutor();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(writer, threads);
		await(writer.hasWritten);
		first.close();
		await(writer.hasFailed);
		try (EmbeddedPostgres second = start(port)) {
			await(writer.hasRecovered);
			writer.enough.set(true);
			writing.orTimeout(60, TimeUnit.SECONDS).join();
			UsageStore other = new JdbcUsageStore(new UsageDatabase(dataSource, () -> {
			}));
			List<MinuteRow> rows = new ArrayList<>();
			other.read(DAY, rows::add);
			assertThat(rows.stream().mapToLong(MinuteRow::attempts).sum()).isEqualTo(writer.counted);
			assertThat(
					new JdbcTemplate(dataSource).queryForObject("SELECT COUNT(*) FROM apipool_usage_event", Long.class))
				.isEqualTo(writer.counted);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private EmbeddedPostgres start(int port) throws IOException {
		File data = this.directory.resolve("data").toFile();
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setCleanDataDirectory(false);
		return ((port != 0) ? builder.setPort(port) : builder).start();
	}

	private static void await(CountDownLatch condition) throws InterruptedException {
		assertThat(condition.await(60, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Counts one attempt after the other in a row of a minute, and writes row and events
	 * until it has succeeded, whether or not it had before.
	 */
	private static final class Writer implements Runnable {

		private static final int AT_ONCE = 50;

		private final UsageStore store;

		private final CountDownLatch hasWritten = new CountDownLatch(20);

		private final CountDownLatch hasFailed = new CountDownLatch(3);

		private final CountDownLatch hasRecovered = new CountDownLatch(20);

		private final AtomicBoolean enough = new AtomicBoolean();

		private volatile long counted;

		Writer(UsageStore store) {
			this.store = store;
		}

		@Override
		public void run() {
			long inMinute = 0;
			for (int batch = 0; !this.enough.get(); batch++) {
				inMinute = (batch % 7 == 0) ? AT_ONCE : inMinute + AT_ONCE;
				MinuteRow row = row(batch / 7, inMinute);
				List<UsageEvent> events = events(batch);
				retry(() -> this.store.write(List.of(row)));
				retry(() -> this.store.append(events));
				this.counted += AT_ONCE;
				this.hasWritten.countDown();
				if (this.hasFailed.getCount() == 0) {
					this.hasRecovered.countDown();
				}
			}
		}

		private void retry(Runnable write) {
			boolean done = false;
			while (!done) {
				try {
					write.run();
					done = true;
				}
				catch (UsageStoreException ex) {
					this.hasFailed.countDown();
				}
			}
		}

		private static Attempted attempt() {
			return new Attempted("demo", "g", "demo-1", "chat", "", "succeeded");
		}

		private static MinuteRow row(int minute, long attempts) {
			return new MinuteRow(new MinuteRow.Id("host-1", attempt(), NOON.plusSeconds(minute)), attempts, 1, 1,
					Map.of(), 0, 0);
		}

		private static List<UsageEvent> events(int batch) {
			return IntStream.range(0, AT_ONCE)
				.mapToObj((i) -> new UsageEvent("event-" + batch + "-" + i, "host-1", NOON, attempt(), null,
						Duration.ZERO, Map.of(), null))
				.toList();
		}

	}

}
