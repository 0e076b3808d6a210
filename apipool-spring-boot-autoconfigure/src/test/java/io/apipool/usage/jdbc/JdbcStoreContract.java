package io.apipool.usage.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.Timekeeper;
import io.apipool.usage.Attempted;
import io.apipool.usage.Incarnation;
import io.apipool.usage.MinuteRow;
import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageStore;
import io.apipool.usage.UsageStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every store must do, with a database below it and the JVM in a zone whose clocks
 * change.
 */
abstract class JdbcStoreContract extends UsageStoreContract {

	private static final Incarnation OWN = new Incarnation("own@2026-11-22T12:00:00Z-" + "x".repeat(80));

	private final List<DatabaseReads> asking = new ArrayList<>();

	private final ExecutorService instances = Executors.newFixedThreadPool(4);

	private final TimeZone zone = TimeZone.getDefault();

	abstract DataSource dataSource();

	/** Returns the vendor in the name of the schema file. */
	abstract String vendor();

	@BeforeEach
	void empty() {
		TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		for (String table : List.of("apipool_usage", "apipool_usage_event", "apipool_state")) {
			jdbc.execute("DROP TABLE IF EXISTS " + table);
		}
	}

	@AfterEach
	void stopAsking() {
		this.asking.forEach(DatabaseReads::close);
		this.instances.shutdownNow();
		TimeZone.setDefault(this.zone);
	}

	final UsageDatabase database() {
		return new UsageDatabase(dataSource(), SchemaFile.of(dataSource(), vendor()));
	}

	@Override
	protected UsageStore open() {
		return new JdbcUsageStore(database());
	}

	@Override
	protected LimitHistory limits() {
		return new JdbcLimitHistory(database(), inquiries(), OWN);
	}

	@Override
	protected StateHistory states() {
		return new JdbcStateHistory(database(), inquiries());
	}

	@Test
	void instancesThatWriteAtOnceAreNotInEachOthersWay() {
		List<CompletableFuture<Void>> instances = IntStream.range(0, 4)
			.mapToObj((instance) -> CompletableFuture.runAsync(() -> run("host-" + instance), this.instances))
			.toList();
		instances.forEach((instance) -> instance.orTimeout(60, TimeUnit.SECONDS).join());
		List<MinuteRow> rows = new ArrayList<>();
		open().read(ReportQuery.between(NOON, NOON.plusSeconds(3600)), rows::add);
		assertThat(rows).hasSize(4 * 20 * 10).allMatch((row) -> row.attempts() == 3);
		assertThat(new JdbcTemplate(dataSource()).queryForObject("SELECT COUNT(*) FROM apipool_state", Integer.class))
			.isEqualTo(30);
	}

	/**
	 * What an instance writes: each minute again and again, and states that are
	 * everybody's.
	 */
	private void run(String instance) {
		UsageStore store = open();
		for (int i = 0; i < 60; i++) {
			int minute = i / 3;
			long attempts = i % 3 + 1;
			store.write(IntStream.range(0, 10).mapToObj((key) -> row(instance, key, minute, attempts)).toList());
			List<KeptState> states = new ArrayList<>(
					IntStream.range(0, 30).mapToObj(JdbcStoreContract::state).toList());
			Collections.shuffle(states, new Random(i));
			store.keep(states);
		}
	}

	private static MinuteRow row(String instance, int key, int minute, long attempts) {
		Attempted attempt = new Attempted("demo", "g", "demo-" + key, "chat", "", "succeeded");
		return new MinuteRow(new MinuteRow.Id(instance, attempt, NOON.plusSeconds(60L * minute)), attempts, 1, 1,
				Map.of(), 0, 0);
	}

	private static KeptState state(int key) {
		return state("demo", key);
	}

	private static KeptState state(String pool, int key) {
		return new KeptState(new KeptState.Place(pool, "g", pool + "-" + key, ""), KeyState.DISABLED, null, "",
				List.of(), null, NOON);
	}

	@Test
	void statesThatAllInstancesAddAtOnceAreAddedOnce() {
		List<UsageStore> stores = IntStream.range(0, 4).mapToObj((i) -> open()).toList();
		for (int round = 0; round < 6; round++) {
			List<KeptState> states = statesOf("round-" + round);
			List<CompletableFuture<Void>> writing = stores.stream()
				.map((store) -> CompletableFuture.runAsync(() -> store.keep(states), this.instances))
				.toList();
			writing.forEach((instance) -> instance.orTimeout(60, TimeUnit.SECONDS).join());
		}
		assertThat(new JdbcTemplate(dataSource()).queryForObject("SELECT COUNT(*) FROM apipool_state", Integer.class))
			.isEqualTo(6 * 30);
	}

	private static List<KeptState> statesOf(String pool) {
		return IntStream.range(0, 30).mapToObj((key) -> state(pool, key)).toList();
	}

	@Test
	void namesThatNoDatabaseTakesAreChangedAndKeptApart() {
		List<String> names = List.of("nul \u0000", "nul \u0001 ", "half \ud83d", "half \ude80", "space", "space ",
				"o".repeat(500), "o".repeat(501), "\ud83d\ude80".repeat(100), "\u4e2d".repeat(500));
		UsageStore store = open();
		List<MinuteRow> rows = names.stream().map((name) -> {
			Attempted attempt = new Attempted(name, name, name, name, name, "failed");
			return new MinuteRow(new MinuteRow.Id("host-1", attempt, NOON), 1, Double.NaN, Double.POSITIVE_INFINITY,
					Map.of("tokens", Double.NaN), Double.NaN, 0);
		}).toList();
		store.write(rows);
		store.write(rows);
		List<MinuteRow> read = new ArrayList<>();
		for (String name : names) {
			store.read(ReportQuery.between(NOON, NOON.plusSeconds(1)).operation(name).key(name), read::add);
		}
		assertThat(read).hasSize(names.size()).allMatch((row) -> row.cost() == 0 && row.units().isEmpty());
	}

	@Test
	void whatItHasWrittenItselfIsNoHistory() {
		open().write(List.of(row(OWN.name(), 1, 0, 3), row("host-1", 1, 0, 4)));
		List<CountedMinute> minutes = limits().since(NOON).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(minutes).singleElement().extracting(CountedMinute::requests).isEqualTo(4L);
	}

	@Test
	void aTableThatHasGoneIsMadeAgain() {
		UsageStore store = open();
		store.keep(List.of(state(1)));
		new JdbcTemplate(dataSource()).execute("DROP TABLE apipool_state");
		assertThatThrownBy(() -> store.keep(List.of(state(1))))
			.hasMessageStartingWith("a table is missing: set apipool.usage.jdbc.initialize-schema to always");
		store.keep(List.of(state(1)));
		assertThat(new JdbcTemplate(dataSource()).queryForObject("SELECT COUNT(*) FROM apipool_state", Integer.class))
			.isEqualTo(1);
	}

	@Test
	void whatWasSpoiltByHandIsPassedOver() {
		open().write(List.of(row("host-1", 1, 0, 3)));
		open().keep(List.of(state(1), state(2)));
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		jdbc.update("UPDATE apipool_usage SET units = '{\"tokens\": 5, \"x'");
		jdbc.update("UPDATE apipool_state SET learnt = '[{\"dimension\":\"requests\",\"toldAt\":\"yesterday\"}]'");
		jdbc.update("UPDATE apipool_state SET state = 'asleep' WHERE key_id = 'demo-2'");
		List<CountedMinute> minutes = limits().since(NOON).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(minutes).singleElement().extracting(CountedMinute::requests).isEqualTo(3L);
		List<KeptState> states = states().load().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(states).singleElement().isEqualTo(state(1));
	}

	private DatabaseReads inquiries() {
		DatabaseReads inquiries = new DatabaseReads(Timekeeper.system(), database());
		this.asking.add(inquiries);
		return inquiries;
	}

}
