package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PooledKeys;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls inside a call that go on after it has ended.
 */
@Timeout(60)
class HandOverTests {

	private static final CallRequest INNER = CallRequest.of("inner");

	private final List<CompletableFuture<String>> answers = new ArrayList<>();

	private final List<CompletableFuture<String>> inner = new ArrayList<>();

	private static PoolFixture pool(String... limits) {
		return PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(1, limits), Duration.ofMinutes(2)));
	}

	private void start(PoolFixture fixture) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		this.answers.add(answer);
		this.inner.add(fixture.pool().callAsync(INNER, (key) -> answer));
	}

	private void answer(int call) {
		this.answers.get(call).complete("answer");
	}

	@Test
	void theSlotStaysWithTheCallsInsideAndTheLastOneGivesItBack() {
		PoolFixture fixture = pool("9/m", "1 concurrent");
		fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			start(fixture);
			start(fixture);
		});
		CompletableFuture<KeyLease> waits = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		answer(1);
		assertThat(waits).isNotDone();
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		assertThat(fixture.inFlight()).isEqualTo(1);
		answer(0);
		assertThat(waits).isCompleted();
		waits.join().close();
		assertThat(fixture.used("a", "1 concurrent")).isZero();
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void aSlotOfThePoolAndOfTheModelStaysToo() {
		LimitDefinition one = LimitDefinition.parse("1 concurrent");
		List<LimitDefinition> none = List.of();
		for (boolean ofThePool : List.of(true, false)) {
			PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2)
				.withLimits(new LimitsDefinition(none, ofThePool ? List.of(one) : none, Map.of(),
						List.of(new ModelDefinition(List.of("pro"), ofThePool ? none : List.of(one), null)), 1)));
			fixture.pool().disable("b", null);
			CallRequest request = PoolFixture.REQUEST.model("pro");
			fixture.pool().run(request, (key) -> start(fixture));
			assertThat(fixture.isServed(request)).isFalse();
			answer(this.answers.size() - 1);
			assertThat(fixture.isServed(request)).isTrue();
		}
	}

	@Test
	void aCoveredRequestCountsUntilItsOwnAnswer() {
		PoolFixture fixture = pool("1/m");
		fixture.pool().run(PoolFixture.REQUEST, (key) -> start(fixture));
		fixture.pass(Duration.ofSeconds(30));
		answer(0);
		fixture.pass(Duration.ofSeconds(31));
		assertThat(fixture.pool().tryAcquire(PoolFixture.REQUEST)).isPresent();
		fixture.pass(Duration.ofMinutes(2));
		fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			fixture.pass(Duration.ofSeconds(30));
			start(fixture);
		});
		fixture.pass(Duration.ofSeconds(31));
		assertThat(fixture.pool().tryAcquire(PoolFixture.REQUEST)).isEmpty();
	}

	@Test
	void aCallInsideACallInsideKeepsTheSlotAsWell() {
		PoolFixture fixture = pool("9/m", "1 concurrent");
		fixture.pool().run(PoolFixture.REQUEST, (key) -> fixture.pool().run(INNER, (same) -> start(fixture)));
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		answer(0);
		assertThat(fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void aCallStartedInsideOneThatRunsOnIsInsideItStill() {
		PoolFixture fixture = pool("9/m", "1 concurrent");
		Runnable[] later = new Runnable[1];
		fixture.pool().run(PoolFixture.REQUEST, (key) -> this.inner.add(fixture.pool().callAsync(INNER, (same) -> {
			later[0] = PooledKeys.wrap(() -> start(fixture));
			return new CompletableFuture<>();
		})));
		later[0].run();
		this.inner.get(0).cancel(true);
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		answer(0);
		assertThat(fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void aCallStartedAfterTheOneAroundItHasEndedTakesASlotOfItsOwn() {
		PoolFixture fixture = pool("9/m", "1 concurrent");
		Runnable[] later = new Runnable[1];
		fixture.pool().run(PoolFixture.REQUEST, (key) -> later[0] = PooledKeys.wrap(() -> start(fixture)));
		KeyLease held = fixture.lease();
		later[0].run();
		assertThat(fixture.pool().snapshot().waiting()).isEqualTo(1);
		held.close();
		assertThat(fixture.pool().snapshot().waiting()).isZero();
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		answer(0);
		assertThat(fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void aCallInsideThatWaitsKeepsTheSlotUntilItIsServedAndHasEnded() {
		PoolFixture fixture = pool("1/m", "1 concurrent");
		fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			fixture.pool().run(INNER, (covered) -> {
			});
			start(fixture);
		});
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		fixture.pass(Duration.ofSeconds(62));
		assertThat(fixture.used("a", "1 concurrent")).isEqualTo(1);
		answer(0);
		assertThat(this.inner.get(0)).isCompletedWithValue("answer");
		assertThat(fixture.used("a", "1 concurrent")).isZero();
	}

	@Test
	void aCallInsideThatIsRefusedOrGivesUpWaitingGivesTheSlotBack() {
		for (boolean cancelled : List.of(true, false)) {
			PoolFixture fixture = pool("2 concurrent", "1/5m");
			fixture.pool().add(KeyDefinition.of("b", "other"));
			fixture.pool().run(PoolFixture.REQUEST.maxWait(Duration.ofMinutes(10)), (key) -> {
				fixture.pool().run(INNER, (covered) -> {
				});
				this.inner.add(fixture.pool().callAsync(INNER.maxWait(Duration.ofMinutes(6)), (same) -> {
					throw new IllegalStateException("not to be served");
				}));
			});
			assertThat(fixture.used("a", "2 concurrent")).isEqualTo(1);
			if (cancelled) {
				this.inner.get(0).cancel(true);
			}
			else {
				fixture.pools().pause();
			}
			assertThat(fixture.used("a", "2 concurrent")).isZero();
			this.inner.clear();
		}
	}

	@Test
	void whoeverEndsLastGivesTheSlotBackOnce() {
		PoolFixture fixture = pool("1 concurrent");
		for (int round = 0; round < 2000; round++) {
			CompletableFuture<String> answer = new CompletableFuture<>();
			CompletableFuture<Boolean> racing = new CompletableFuture<>();
			fixture.pool().run(PoolFixture.REQUEST, (key) -> {
				this.inner.add(fixture.pool().callAsync(INNER, (same) -> answer));
				this.inner.add(fixture.pool().callAsync(INNER, (same) -> answer));
				racing.completeAsync(() -> answer.complete("answer"));
			});
			this.inner.forEach(CompletableFuture::join);
			assertThat(racing.join()).isTrue();
			this.inner.clear();
			assertThat(fixture.used("a", "1 concurrent")).isZero();
		}
	}

	@Test
	void tokensAreSettledWhenTheLastCallInsideHasEnded() {
		PoolFixture fixture = pool("100 tokens/m");
		fixture.pool()
			.callAsync(PoolFixture.REQUEST.tokens(60), (key) -> CompletableFuture.completedFuture("done"))
			.join();
		assertThat(fixture.used("a", "100 tokens/m")).isEqualTo(60);
		fixture.pass(Duration.ofMinutes(2));
		assertThat(attempt(fixture)).isEqualTo("a");
		assertThat(fixture.used("a", "100 tokens/m")).isEqualTo(60);
		answer(0);
		assertThat(fixture.used("a", "100 tokens/m")).isEqualTo(20);
	}

	private String attempt(PoolFixture fixture) {
		try {
			CallPlan plan = fixture.pool().plan(PoolFixture.REQUEST.tokens(60), List.of());
			return fixture.pool().<String, String>call(plan, (lease, none) -> {
				start(fixture);
				lease.succeeded(20);
				return lease.key().id();
			}, "");
		}
		catch (Throwable ex) {
			throw Thrown.rethrow(ex);
		}
	}

}
