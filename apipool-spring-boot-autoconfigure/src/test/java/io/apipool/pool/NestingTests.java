package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyState;
import io.apipool.PoolExhaustedException;
import io.apipool.PooledKeys;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls inside calls.
 */
class NestingTests {

	private static final CallRequest OUTER = CallRequest.of("outer");

	private static final CallRequest INNER = CallRequest.of("inner");

	private final PoolFixture fixture = PoolFixture
		.of(PoolFixture.waiting(PoolFixture.keys(2, "3/m", "1 concurrent"), Duration.ofSeconds(5)));

	private String inner() {
		return this.fixture.pool().call(INNER, (key) -> key.id());
	}

	@Test
	void anInnerCallOfTheSamePoolUsesTheKeyAndTheFirstRequestIsCovered() {
		this.fixture.pool().run(OUTER, (key) -> {
			assertThat(inner()).isEqualTo("a");
			assertThat(this.fixture.used("a", "3/m")).isEqualTo(1);
			assertThat(inner()).isEqualTo("a");
			assertThat(this.fixture.used("a", "3/m")).isEqualTo(2);
			assertThat(this.fixture.used("a", "1 concurrent")).isEqualTo(1);
		});
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
		assertThat(this.fixture.inFlight()).isZero();
	}

	@Test
	void furtherRequestsWaitForPermitsWithinTheCallsDeadline() {
		this.fixture.pool().run(OUTER, (key) -> {
			inner();
			inner();
			inner();
			assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(this::inner);
		});
		PoolFixture longer = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(1, "1/m"), Duration.ofSeconds(100)));
		longer.pool().run(OUTER, (key) -> {
			longer.pool().run(INNER, (covered) -> {
			});
			var second = longer.pool().callAsync(INNER, (own) -> CompletableFuture.completedFuture(own.id()));
			longer.pass(Duration.ofSeconds(62));
			assertThat(second).isCompletedWithValue("a");
			var third = longer.pool().callAsync(INNER, (own) -> CompletableFuture.completedFuture(own.id()));
			assertThat(third).isCompletedExceptionally();
		});
	}

	@Test
	void anInnerFailureIsReportedAndTheSurroundingCallTriesAgain() {
		List<String> inner = new ArrayList<>();
		String key = this.fixture.pool().call(OUTER, (outer) -> {
			this.fixture.pass(Duration.ofNanos(1));
			return this.fixture.pool().call(INNER, (same) -> {
				inner.add(same.id());
				if (inner.size() == 1) {
					throw new StatusException(429);
				}
				return same.id();
			});
		});
		assertThat(key).isEqualTo("b");
		assertThat(inner).containsExactly("a", "b");
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.COOLING);
		assertThat(this.fixture.key("a").usage()).containsEntry("throttled", 1L);
	}

	@Test
	void theFirstDefiniteOutcomeThatWasReportedWins() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.fixture.pool().run(OUTER.maxAttempts(1), (outer) -> {
				for (int status : List.of(400, 401, 429)) {
					try {
						this.fixture.pool().run(INNER, (same) -> {
							throw new StatusException(status);
						});
					}
					catch (StatusException ex) {
						assertThat(ex.statusCode()).isEqualTo(status);
					}
				}
				throw new IllegalStateException("mine");
			}));
		assertThat(this.fixture.key("a").usage()).containsEntry("key-rejected", 2L);
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.INVALID);
	}

	@Test
	void aFailureInsideProbationSendsTheKeyBack() {
		PoolFixture one = PoolFixture.of(PoolFixture.keys(1));
		one.attempt(new CallOutcome.Throttled(null, false));
		one.pass(Duration.ofSeconds(6));
		assertThatExceptionOfType(StatusException.class).isThrownBy(() -> one.pool().run(OUTER, (outer) -> {
			one.pass(Duration.ofNanos(1));
			one.pool().run(INNER, (same) -> {
				throw new StatusException(500);
			});
		}));
		assertThat(one.state("a")).isEqualTo(KeyState.COOLING);
	}

	@Test
	void anotherPoolTakesItsOwnLease() {
		PoolDefinition other = PoolDefinition.of("other").withKeys(List.of(KeyDefinition.of("o", "1")));
		PoolFixture both = PoolFixture.of(PoolFixture.keys(1), other);
		both.pool().run(OUTER, (key) -> {
			both.pools().get("other").run(INNER, (own) -> {
				assertThat(own.id()).isEqualTo("o");
				assertThat(PooledKeys.current().key().id()).isEqualTo("o");
				assertThat(PooledKeys.find("demo").orElseThrow().key().id()).isEqualTo("a");
				both.pool().run(INNER, (same) -> assertThat(same.id()).isEqualTo("a"));
			});
			assertThat(PooledKeys.current().key().id()).isEqualTo("a");
			assertThat(PooledKeys.find("other")).isEmpty();
		});
		assertThat(PooledKeys.find("demo")).isEmpty();
	}

	@Test
	void wrapCarriesTheKeyToAnotherThread() throws Exception {
		this.fixture.pool().run(OUTER, (key) -> {
			List<String> seen = new ArrayList<>();
			Thread with = new Thread(PooledKeys.wrap(() -> seen.add(inner())));
			Thread without = new Thread(() -> seen.add(PooledKeys.find().isPresent() ? "bound" : "not inherited"));
			with.start();
			with.join();
			without.start();
			without.join();
			assertThat(seen).containsExactly("a", "not inherited");
		});
	}

}
