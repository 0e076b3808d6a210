package io.apipool.benchmarks.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.ChangedStates;
import io.apipool.KeyLease;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import io.apipool.benchmarks.goal.Goal;
import io.apipool.benchmarks.goal.GoalTable;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.UsageDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.Surroundings;
import io.apipool.usage.Attempted;
import io.apipool.usage.Incarnation;
import io.apipool.usage.UsageEvent;
import io.apipool.usage.UsageFlusher;
import io.apipool.usage.UsageRecorder;
import io.apipool.usage.UsageStore;
import io.apipool.usage.jdbc.JdbcUsageStore;
import io.apipool.usage.jdbc.UsageDatabase;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many calls a second can be recorded in a PostgreSQL that is used in earnest: with
 * one {@code INSERT} a call, as teams do it; as minute rows, counted and written at the
 * same time; and each as an event.
 */
public final class RecordingBenchmark {

	private static final String INSERT = """
			INSERT INTO apipool_usage_event (id, instance, at, pool, quota_group, key_id, operation, model, outcome,
			status, latency, units, cost, error)
			VALUES (?, 'host', ?, 'demo', 'g', 'demo-1', 'chat', 'large', 'succeeded', 200, 12.5, ?, 0, NULL)""";

	private static final int BATCH = 500;

	private static final UsageDefinition EVERY_SECOND = new UsageDefinition(Duration.ofSeconds(1),
			UsageDefinition.Events.NONE, UsageDefinition.DEFAULTS.retention(), Duration.ZERO,
			UsageDefinition.DEFAULTS.storage());

	private RecordingBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}; {@code --seconds=10} for how long each is
	 * measured
	 * @throws IOException if the server does not start, or the file cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		int seconds = 10;
		for (String argument : arguments) {
			switch (argument.split("=", 2)[0]) {
				case "--short" -> seconds = 3;
				case "--seconds" -> seconds = Integer.parseInt(argument.substring(argument.indexOf('=') + 1));
				default -> throw new IllegalArgumentException(argument + " is not known: write --short, --seconds=10");
			}
		}
		new GoalTable(measure(seconds)).publish(Path.of("target", "recording.json"));
		System.exit(0);
	}

	/**
	 * Measures.
	 * @param seconds for how long, each of three ways
	 * @return calls recorded a second, and their ratios
	 * @throws IOException if the server does not start
	 */
	public static List<Goal> measure(int seconds) throws IOException {
		LoggingSystem.get(RecordingBenchmark.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
		try (Server server = new Server()) {
			DataSource connection = server.connection();
			UsageStore store = new JdbcUsageStore(new UsageDatabase(connection, () -> {
			}));
			return goals(inserts(new JdbcTemplate(connection), seconds), rows(store, seconds), events(store, seconds));
		}
	}

	private static List<Goal> goals(double inserts, double rows, double events) {
		return List.of(Goal.told("P7", "one `INSERT` a call, one thread, calls / s", inserts),
				Goal.told("P7", "minute rows, one thread, calls / s", rows),
				Goal.told("P7", "`events: all`, calls / s", events),
				Goal.atLeast("P7", "minute rows / one `INSERT` a call", rows / inserts, 500),
				Goal.atLeast("P7", "`events: all` / one `INSERT` a call", events / inserts, 25));
	}

	private static double inserts(JdbcTemplate jdbc, int seconds) {
		return new Pace(seconds).of(1, (number) -> jdbc.update(INSERT, "insert-" + number, now(), "{\"tokens\":500}"));
	}

	private static double events(UsageStore store, int seconds) {
		return new Pace(seconds).of(BATCH, (number) -> store
			.append(IntStream.range(0, BATCH).mapToObj((i) -> event("event-" + number + "-" + i)).toList()));
	}

	private static UsageEvent event(String id) {
		return new UsageEvent(id, "host", Instant.now(),
				new Attempted("demo", "g", "demo-1", "chat", "large", "succeeded"), 200, Duration.ofNanos(12_500_000),
				Map.of("tokens", 500.0), null);
	}

	/** Recording as calls do it, while what is recorded is written every second. */
	private static double rows(UsageStore store, int seconds) {
		Timekeeper time = Timekeeper.system();
		ExecutorService thread = Executors.newSingleThreadExecutor();
		UsageRecorder recorder = new UsageRecorder(new Incarnation("host"), time, UsageDefinition.Events.NONE);
		UsageFlusher flusher = new UsageFlusher(recorder, new UsageFlusher.Destination(store, ChangedStates.NONE), time,
				thread, EVERY_SECOND);
		flusher.start(true);
		try (DefaultApiKeyPools pools = pools(time)) {
			KeyLease lease = pools.get("demo").acquire(CallRequest.of("chat").model("large"));
			CallOutcome succeeded = new CallOutcome.Succeeded(Usage.none());
			return new Pace(seconds).of(1000, (number) -> {
				for (int i = 0; i < 1000; i++) {
					long end = System.nanoTime();
					recorder.ended(lease, succeeded, Usage.none(), end - 12_500_000, end);
				}
			});
		}
		finally {
			flusher.stop();
			thread.shutdownNow();
		}
	}

	private static DefaultApiKeyPools pools(Timekeeper time) {
		PoolDefinition pool = PoolDefinition.of("demo").withKeys(List.of(KeyDefinition.of("demo-1", "secret")));
		return new DefaultApiKeyPools(Definitions.of(pool), new Surroundings(time, new LocalPermitStore(time),
				Runnable::run, List.of(), Surroundings.Classifiers.NONE, Map.of()));
	}

	private static LocalDateTime now() {
		return LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
	}

}
