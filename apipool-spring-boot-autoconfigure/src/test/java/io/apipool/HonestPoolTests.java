package io.apipool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import io.apipool.honest.AsyncContender;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Load;
import io.apipool.honest.LoadResult;
import io.apipool.honest.Quota;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.CallPlan;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import io.apipool.reactive.ReactiveCalls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten keys at more than three times what they allow, for over twenty windows, against a
 * provider that counts.
 */
@Tag("any-jdk")
class HonestPoolTests {

	private static final Duration WINDOW = Duration.ofSeconds(2);

	private static final int AMOUNT = 8;

	/** The machine that tests may be slow at times: the margin allows for it. */
	private static final String LIMIT = "8/2s margin 1900ms";

	private static final int WINDOWS = 21;

	private static final String[] KEYS = IntStream.range(0, 10).mapToObj((i) -> "secret-" + i).toArray(String[]::new);

	/**
	 * Loads the classes and opens the first connections before anything is judged.
	 */
	@BeforeAll
	static void warmUp() throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys(KEYS)
			.limits(Quota.sliding(AMOUNT, Duration.ofMillis(200)))
			.start(); Engine engine = new Engine()) {
			Load load = new Load(provider, 50, 5, Duration.ofMillis(200));
			load.run((sender) -> engine.sync(sender::send));
			load.runAsync((sender) -> engine.call("reactive", sender));
		}
	}

	@ParameterizedTest(name = "{0} window, {1} callers, {2}, {3} ms of jitter")
	@CsvSource({ "FIXED, 1, sync, 5, 0.97", "SLIDING, 1, sync, 5, 0.97", "BUCKET, 1, sync, 5, 0.97",
			"FIXED, 200, sync, 20, 0.97", "SLIDING, 200, sync, 20, 0.97", "BUCKET, 200, sync, 20, 0.97",
			"FIXED, 200, async, 20, 0.97", "SLIDING, 200, async, 20, 0.97", "BUCKET, 200, async, 20, 0.97",
			"FIXED, 200, reactive, 20, 0.97", "SLIDING, 200, reactive, 20, 0.97", "BUCKET, 200, reactive, 20, 0.97",
			"SLIDING, 200, sync, 800, 0.75", "FIXED, 200, async, 800, 0.75" })
	@Execution(ExecutionMode.CONCURRENT)
	void everyKeyIsUsedToItsLimitAndNeverBeyond(Quota.Kind kind, int callers, String form, int jitter, double used)
			throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys(KEYS)
			.limits(quota(kind))
			.jitter(Duration.ofMillis(jitter))
			.start(); Engine engine = new Engine()) {
			Load load = new Load(provider, callers, WINDOWS, WINDOW);
			LoadResult result = form.equals("sync") ? load.run((sender) -> engine.sync(sender::send))
					: load.runAsync((sender) -> engine.call(form, sender));
			assertThat(result.report().beyond()).as("beyond: %s", result).isZero();
			assertThat(result.failed()).isEmpty();
			assertThat(result.goodput().windows()).isGreaterThanOrEqualTo(20);
			assertThat(result.goodput().share()).as("used: %s", result).isGreaterThanOrEqualTo(used);
			engine.assertNothingIsLeft();
		}
	}

	private static Quota quota(Quota.Kind kind) {
		return switch (kind) {
			case FIXED -> Quota.fixed(AMOUNT, WINDOW);
			case SLIDING -> Quota.sliding(AMOUNT, WINDOW);
			default -> Quota.bucket(AMOUNT, WINDOW, AMOUNT);
		};
	}

	/**
	 * A pool of the keys, without anything of Spring.
	 */
	private static final class Engine implements AutoCloseable {

		private final ExecutorService executor = Executors.newFixedThreadPool(4);

		private final DefaultApiKeyPools pools;

		private final PooledCalls pool;

		private final CallPlan plan;

		Engine() {
			Timekeeper timekeeper = Timekeeper.system();
			WaitingDefinition defaults = WaitingDefinition.DEFAULTS;
			PoolDefinition definition = PoolDefinition.of("honest")
				.withKeys(List.of(KEYS).stream().map((secret) -> KeyDefinition.of(secret, secret)).toList())
				.withLimits(LIMIT)
				.withWaiting(new WaitingDefinition(Duration.ofMinutes(2), 1000, "reject", defaults.callTimeout(),
						defaults.streamTimeout(), defaults.leaseTimeout()));
			this.pools = new DefaultApiKeyPools(Definitions.of(definition),
					new Surroundings(timekeeper, new LocalPermitStore(timekeeper), this.executor, List.of(),
							Surroundings.Classifiers.NONE, Map.of()));
			this.pool = this.pools.get("honest");
			this.plan = this.pool.plan(CallRequest.of("load"), List.of());
		}

		void sync(UnaryOperator<String> send) {
			this.pool.run("load", (key) -> send.apply(key.value()));
		}

		CompletionStage<?> call(String form, AsyncContender.Sender sender) {
			if (form.equals("async")) {
				return this.pool.callAsync("load", (key) -> sender.send(key.value()));
			}
			return ReactiveCalls.<AsyncContender.Sender, String>mono(this.pool, () -> this.plan,
					(lease, context) -> Mono.fromCompletionStage(context.send(lease.key().value())), sender)
				.toFuture();
		}

		void assertNothingIsLeft() {
			PoolSnapshot snapshot = this.pool.snapshot();
			assertThat(snapshot.inFlight()).isZero();
			assertThat(snapshot.waiting()).isZero();
			assertThat(snapshot.keys()).allSatisfy((key) -> assertThat(key.state()).isEqualTo(KeyState.USABLE));
		}

		@Override
		public void close() {
			this.pools.close();
			this.executor.shutdownNow();
		}

	}

}
