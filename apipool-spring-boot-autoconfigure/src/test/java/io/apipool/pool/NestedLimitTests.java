package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.PooledKeys;
import io.apipool.RateLimitExceededException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.NamedLimit;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import io.apipool.limit.ScopeDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What calls inside calls take by themselves, and whom they go before.
 */
@Timeout(60)
class NestedLimitTests {

	private static final CallRequest INNER = CallRequest.of("inner");

	private static PoolFixture waiting(int keys, String... limits) {
		return PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(keys, limits), Duration.ofMinutes(2)));
	}

	private static CompletableFuture<String> inner(PoolFixture fixture) {
		return fixture.pool().callAsync(INNER, (key) -> CompletableFuture.completedFuture(key.id()));
	}

	private static NamedLimit named(PoolFixture fixture, String limit) {
		PermitScope scope = fixture.store.open(new ScopeDefinition("writes", List.of(LimitDefinition.parse(limit)),
				List.of(), new ScopeDefinition.Terms(1, Duration.ofSeconds(1), false)));
		return new NamedLimit("writes", scope, Need.REQUEST, Duration.ZERO);
	}

	private static String call(PoolFixture fixture, NamedLimit limit, LeasedCall<String, String> body) {
		try {
			return fixture.pool().<String, String>call(fixture.pool().plan(INNER, List.of(limit)), body, "");
		}
		catch (Throwable ex) {
			throw Thrown.rethrow(ex);
		}
	}

	@Test
	void aCoveredCallStillTakesFromItsNamedLimit() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "9/m"));
		NamedLimit limit = named(fixture, "1/m");
		fixture.pool()
			.run(PoolFixture.REQUEST,
					(key) -> assertThat(call(fixture, limit, (lease, none) -> lease.key().id())).isEqualTo("a"));
		assertThat(fixture.used("a", "9/m")).isEqualTo(1);
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> fixture.pool()
			.run(PoolFixture.REQUEST, (key) -> call(fixture, limit, (lease, none) -> lease.key().id())));
	}

	@Test
	void aNamedLimitThatTheCallAroundHoldsIsNotWaitedForAgain() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "9/m"));
		NamedLimit limit = named(fixture, "1 concurrent");
		String key = call(fixture, limit, (outer, none) -> call(fixture, limit, (lease, nothing) -> lease.key().id()));
		assertThat(key).isEqualTo("a");
	}

	@Test
	void aCoveredCallStillTakesFromItsModelsLimit() {
		ModelDefinition pro = new ModelDefinition(List.of("pro"), List.of(LimitDefinition.parse("1/m")), null);
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.keys(1).withLimits(new LimitsDefinition(List.of(), List.of(), Map.of(), List.of(pro), 1)));
		CallRequest inner = INNER.model("pro");
		fixture.pool().run(PoolFixture.REQUEST, (key) -> fixture.pool().run(inner, (same) -> {
		}));
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> fixture.pool().run(PoolFixture.REQUEST, (key) -> fixture.pool().run(inner, (same) -> {
			})));
	}

	@Test
	void anInnerCallGoesBeforeOneThatWaitsForTheSlotOfTheCallAroundIt() {
		PoolFixture fixture = waiting(1, "2/s", "1 concurrent");
		fixture.lease().close();
		fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			CompletableFuture<KeyLease> waits = fixture.pool().acquireAsync(PoolFixture.REQUEST);
			assertThat(waits).isNotDone();
			fixture.pass(Duration.ofSeconds(5));
			fixture.pool().run(INNER, (covered) -> {
			});
			assertThat(inner(fixture)).isCompletedWithValue("a");
			assertThat(waits).isNotDone();
		});
	}

	@Test
	void anInnerCallThatWaitsForItsKeyLeavesTheOthersFree() {
		PoolFixture fixture = waiting(2, "1/m");
		List<CompletableFuture<String>> inner = new ArrayList<>();
		fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			fixture.pool().run(INNER, (covered) -> {
			});
			inner.add(inner(fixture));
		});
		assertThat(inner.get(0)).isNotDone();
		assertThat(fixture.lease().key().id()).isEqualTo("b");
		assertThat(inner(fixture)).isNotDone();
		fixture.pass(Duration.ofSeconds(62));
		assertThat(inner.get(0)).isCompletedWithValue("a");
	}

	@Test
	void aCallThatLeavesAKeyOutDoesNotKeepItFromOthers() {
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.attempts(PoolFixture.waiting(PoolFixture.keys(2, "5/m"), Duration.ofMinutes(2)), 3, true));
		fixture.pool().disable("a", null);
		for (int i = 0; i < 5; i++) {
			fixture.lease().succeeded();
		}
		fixture.pool().enable("a");
		CompletableFuture<String> again = fixture.pool()
			.callAsync(PoolFixture.REQUEST, (key) -> CompletableFuture.failedFuture(new StatusException(500)));
		assertThat(again).isNotDone();
		assertThat(inner(fixture)).isCompletedWithValue("a");
	}

	@Test
	void aCallOfAnotherPoolBetweenTwoOfOneIsStillInForce() {
		PoolFixture both = PoolFixture.of(PoolFixture.keys(1, "3/m"),
				PoolDefinition.of("other").withKeys(List.of(KeyDefinition.of("o", "1"))));
		both.pool().run(PoolFixture.REQUEST, (key) -> both.pools().get("other").run(INNER, (own) -> {
			for (int requests = 1; requests <= 2; requests++) {
				both.pool().run(INNER, (same) -> {
					assertThat(PooledKeys.current().key().id()).isEqualTo("a");
					assertThat(PooledKeys.find("other").orElseThrow().key().id()).isEqualTo("o");
				});
				assertThat(both.used("a", "3/m")).isEqualTo(requests);
			}
		}));
	}

}
