package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Whatever the application's listeners, classifiers, strategies and counters throw, a
 * call ends once and leaves nothing behind.
 */
class ForeignCodeTests {

	private final PoolFixture fixture = new PoolFixture();

	private void open() {
		this.fixture.open(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), Duration.ofMinutes(1)));
	}

	private static CompletableFuture<String> done() {
		return CompletableFuture.completedFuture("done");
	}

	private void assertNothingIsHeld() {
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void aListenerMayThrowAnything() throws Exception {
		this.fixture.listeners.add(new ThrowingListener());
		open();
		assertThat(this.fixture.pool().<String, RuntimeException>call("op", (key) -> "done")).isEqualTo("done");
		assertThat(this.fixture.pool().<String>callAsync("op", (key) -> done())).isCompletedWithValue("done");
		assertThat(catchThrowable(() -> this.fixture.pool().run("op", (key) -> {
			throw new StatusException(401);
		}))).isNotInstanceOf(AssertionError.class);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.INVALID);
		assertNothingIsHeld();
	}

	@Test
	void aClassifierMayThrowAnything() {
		this.fixture.classifiers = List.of((thrown) -> {
			throw new AssertionError("classifier");
		}, (thrown) -> {
			throw Thrown.rethrow(new Exception("classifier"));
		});
		open();
		assertThat(this.fixture.pool().<String>callAsync("op", (key) -> {
			throw new IllegalStateException("mine");
		})).isCompletedExceptionally();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.fixture.pool().run("op", (key) -> {
			throw new IllegalStateException("mine");
		}));
		assertNothingIsHeld();
	}

	@Test
	void aCounterMayThrowAnything() throws Throwable {
		open();
		LeasedCall<String, String> call = new LeasedCall<>() {

			@Override
			public String call(KeyLease lease, String context) {
				return context;
			}

			@Override
			public Usage usage(@Nullable Object result, String context) {
				throw new AssertionError("usage");
			}

		};
		assertThat(this.fixture.pool()
			.<String, String>call(this.fixture.pool().plan(PoolFixture.REQUEST, List.of()), call, "done"))
			.isEqualTo("done");
		assertNothingIsHeld();
	}

	@Test
	void aCounterOfAnAsynchronousCallMayThrowAnything() {
		open();
		LeasedCall<String, CompletionStage<String>> call = new LeasedCall<>() {

			@Override
			public CompletionStage<String> call(KeyLease lease, String context) {
				return CompletableFuture.completedFuture(context);
			}

			@Override
			public Usage usage(@Nullable Object result, String context) {
				throw new AssertionError("usage");
			}

		};
		assertThat(this.fixture.pool()
			.<String, String>callAsync(this.fixture.pool().plan(PoolFixture.REQUEST, List.of()), call, "done"))
			.isCompletedWithValue("done");
		assertNothingIsHeld();
	}

	@Test
	void aStrategyThatThrowsFailsTheCallWhichHadAnAttempt() {
		List<String> named = new ArrayList<>();
		this.fixture.selectors = Map.of("own", (candidates, request) -> {
			named.add("once");
			if (named.size() > 1) {
				throw new AssertionError("strategy");
			}
			return candidates.from(0);
		});
		this.fixture.open(PoolFixture.keys(2, "1 concurrent").withStrategy("own"));
		CompletableFuture<String> call = this.fixture.pool().callAsync("op", (key) -> {
			throw new StatusException(429);
		});
		assertThat(call).isCompletedExceptionally();
		assertThat(this.fixture.inFlight()).isZero();
	}

	/**
	 * Throws errors, and what no signature declares.
	 */
	private static final class ThrowingListener implements ApiKeyPoolListener {

		@Override
		public void leased(KeyLease lease) {
			throw new AssertionError("leased");
		}

		@Override
		public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
			throw Thrown.rethrow(new Exception("ended"));
		}

		@Override
		public void stateChanged(String pool, String key, KeyState from, KeyState to, String reason) {
			throw new AssertionError("stateChanged");
		}

		@Override
		public void settled(KeyLease lease, String dimension, double reserved, double used) {
			throw new AssertionError("settled");
		}

	}

}
