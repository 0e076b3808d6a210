package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.PoolClosedException;
import io.apipool.PoolExhaustedException;
import io.apipool.PooledKeys;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.WaitingDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls that wait for a key.
 */
class WaitingTests {

	private static final CallRequest REQUEST = PoolFixture.REQUEST;

	private final List<String> served = new ArrayList<>();

	private static PoolFixture waiting(int keys, String... limits) {
		return PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(keys, limits), Duration.ofMinutes(10)));
	}

	private CompletableFuture<KeyLease> queue(PoolFixture fixture, CallRequest request, String name) {
		CompletableFuture<KeyLease> future = fixture.pool().acquireAsync(request);
		future.thenAccept((lease) -> {
			this.served.add(name);
			lease.close();
		});
		return future;
	}

	@Test
	void aWaitingCallIsServedWhenThePermitIsBack() {
		PoolFixture fixture = waiting(1, "1/m");
		fixture.lease().succeeded();
		CompletableFuture<KeyLease> future = fixture.pool().acquireAsync(REQUEST);
		fixture.pass(Duration.ofSeconds(59));
		assertThat(future).isNotDone();
		fixture.pass(Duration.ofSeconds(3));
		assertThat(future).isCompleted();
		assertThat(fixture.events.take("waited")).hasSize(1).allMatch((line) -> line.endsWith("SERVED"));
	}

	@Test
	void priorityGoesFirstAndAgeCounts() {
		PoolFixture fixture = waiting(1, "1 concurrent");
		KeyLease held = fixture.lease();
		queue(fixture, REQUEST, "old");
		fixture.pass(Duration.ofSeconds(3));
		queue(fixture, REQUEST.priority(2), "two");
		queue(fixture, REQUEST.priority(5), "five");
		queue(fixture, REQUEST, "young");
		held.close();
		assertThat(this.served).containsExactly("five", "old", "two", "young");
	}

	@Test
	void aCallMayPassOneThatWaitsForTokensItDoesNotTake() {
		PoolFixture fixture = waiting(1, "10/m", "100 tokens/m");
		fixture.lease(REQUEST.tokens(60)).succeeded();
		queue(fixture, REQUEST.tokens(50), "big");
		queue(fixture, REQUEST.tokens(10), "small");
		queue(fixture, REQUEST.tokens(0), "none");
		assertThat(this.served).containsExactly("none");
		assertThat(fixture.pool().tryAcquire(REQUEST.tokens(10))).isEmpty();
		assertThat(fixture.pool().tryAcquire(REQUEST.tokens(0))).isPresent();
		fixture.pass(Duration.ofSeconds(62));
		assertThat(this.served).containsExactly("none", "big", "small");
	}

	@Test
	void aCallOfAnotherModelMayPassOneThatWaitsForItsModel() {
		LimitsDefinition limits = new LimitsDefinition(List.of(), List.of(), Map.of(),
				List.of(new ModelDefinition(List.of("pro"), List.of(LimitDefinition.parse("1/m")), null)), 1);
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.waiting(PoolFixture.keys(1), Duration.ofMinutes(5)).withLimits(limits));
		fixture.lease(REQUEST.model("pro")).succeeded();
		queue(fixture, REQUEST.model("pro"), "pro");
		queue(fixture, REQUEST.model("flash"), "flash");
		queue(fixture, REQUEST, "any");
		assertThat(this.served).containsExactly("flash", "any");
		fixture.pass(Duration.ofSeconds(62));
		assertThat(this.served).containsExactly("flash", "any", "pro");
	}

	@Test
	void aModelsOverloadHoldsUpNoOtherModel() {
		PoolFixture fixture = waiting(1);
		fixture.attempt(REQUEST.model("pro"), new CallOutcome.Overloaded(fixture.in(Duration.ofSeconds(20))));
		queue(fixture, REQUEST.model("pro"), "pro");
		queue(fixture, REQUEST.model("flash"), "flash");
		assertThat(this.served).containsExactly("flash");
		fixture.pass(Duration.ofSeconds(20));
		assertThat(this.served).containsExactly("flash", "pro");
	}

	@Test
	void aCallThatCannotBeServedInTimeIsRefusedAtOnce() {
		PoolFixture fixture = waiting(2, "1/h");
		fixture.lease();
		fixture.lease();
		assertThat(fixture.pool().acquireAsync(REQUEST)).isCompletedExceptionally();
	}

	@Test
	void whileAllKeysRestACallWaitsForTheFirstThatIsBack() {
		PoolFixture fixture = waiting(2);
		assertThat(fixture.attempt(new CallOutcome.Throttled(fixture.in(PoolFixture.SECOND), true))).isEqualTo("a");
		assertThat(fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofMinutes(5)), true))).isEqualTo("b");
		CompletableFuture<KeyLease> call = fixture.pool().acquireAsync(REQUEST);
		fixture.pass(Duration.between(fixture.time.instant(), fixture.key("a").until()).minusNanos(1));
		assertThat(call).isNotDone();
		assertThat(fixture.pool().snapshot().waiting()).isEqualTo(1);
		fixture.pass(Duration.ofNanos(1));
		assertThat(call).isCompletedWithValueMatching((lease) -> lease.key().id().equals("a"));
	}

	@Test
	void aRestWithinMaxWaitIsWaitedForInTheMiddleOfACallAndALongerOneIsNot() {
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.attempts(PoolFixture.waiting(PoolFixture.keys(1), Duration.ofSeconds(5)), 3, false));
		List<Duration> announced = new ArrayList<>(List.of(Duration.ofSeconds(4), Duration.ofHours(1)));
		CompletableFuture<Object> call = fixture.pool().callAsync(REQUEST, (key) -> {
			fixture.pass(Duration.ofNanos(1));
			Duration rest = announced.remove(0);
			PooledKeys.current().ended(new CallOutcome.Throttled(fixture.in(rest), true));
			throw new StatusException(429);
		});
		assertThat(call).isNotDone();
		assertThat(fixture.pool().snapshot().waiting()).isEqualTo(1);
		fixture.pass(Duration.ofSeconds(4));
		assertThat(announced).isEmpty();
		assertThat(call).isCompletedExceptionally();
		assertThatExceptionOfType(StatusException.class).isThrownBy(() -> Unwrapped.get(call));
		assertThat(fixture.pool().snapshot().waiting()).isZero();
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void aKnownComebackWakesThoughAnotherKeyIsBusy() {
		PoolFixture fixture = waiting(2, "1 concurrent");
		KeyLease busy = fixture.lease();
		fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofSeconds(5)), true));
		queue(fixture, REQUEST, "waiting");
		fixture.pass(Duration.ofSeconds(5));
		assertThat(this.served).containsExactly("waiting");
		busy.close();
	}

	@Test
	void aBusyKeyIsWorthWaitingForThoughNoOtherComesBackInTime() {
		PoolFixture fixture = waiting(2, "1 concurrent");
		KeyLease busy = fixture.lease();
		fixture.attempt(new CallOutcome.KeyRejected(null));
		queue(fixture, REQUEST, "waiting");
		assertThat(this.served).isEmpty();
		busy.close();
		assertThat(this.served).containsExactly("waiting");
	}

	@Test
	void oneMoreThanMayWaitIsRefused() {
		WaitingDefinition few = new WaitingDefinition(Duration.ofMinutes(1), 2, "reject", Duration.ofSeconds(30),
				Duration.ofMinutes(5), Duration.ofMinutes(5));
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "1 concurrent").withWaiting(few));
		fixture.lease();
		queue(fixture, REQUEST, "1");
		queue(fixture, REQUEST, "2");
		assertThat(queue(fixture, REQUEST, "3")).isCompletedExceptionally();
		assertThat(fixture.pool().snapshot().waiting()).isEqualTo(2);
	}

	@Test
	void atItsDeadlineACallIsRefusedAndTold() {
		PoolFixture fixture = PoolFixture
			.of(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), Duration.ofSeconds(5)));
		fixture.lease();
		CompletableFuture<KeyLease> future = fixture.pool().acquireAsync(REQUEST);
		fixture.pass(Duration.ofSeconds(5));
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> Unwrapped.get(future))
			.withMessage("demo: no key in 5s. 1 busy");
		assertThat(fixture.events.take("waited")).containsExactly("waited 5000ms REFUSED");
	}

	@Test
	void maxWaitBoundsAllWaitingOfOneCallTogether() {
		PoolFixture fixture = PoolFixture.of(PoolFixture
			.attempts(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), Duration.ofSeconds(5)), 9, false));
		KeyLease held = fixture.lease();
		CompletableFuture<Object> call = fixture.pool().callAsync(REQUEST, (key) -> {
			throw new StatusException(503);
		});
		fixture.pass(Duration.ofSeconds(4));
		held.close();
		assertThat(call).isNotDone();
		fixture.pass(Duration.ofSeconds(1));
		assertThatExceptionOfType(StatusException.class).isThrownBy(() -> Unwrapped.get(call));
		assertThat(fixture.inFlight()).isZero();
	}

	@Test
	void resetEnableAndAddWakeTheQueue() {
		for (String action : List.of("reset", "enable", "add")) {
			PoolFixture fixture = waiting(2);
			fixture.attempt(new CallOutcome.Throttled(fixture.in(Duration.ofSeconds(60)), true));
			fixture.pool().disable("b", Duration.ofSeconds(60));
			queue(fixture, REQUEST, action);
			assertThat(this.served).doesNotContain(action);
			switch (action) {
				case "reset" -> fixture.pool().reset("a");
				case "enable" -> fixture.pool().enable("b");
				default -> fixture.pool().add(KeyDefinition.of("c", "new"));
			}
			assertThat(this.served).contains(action);
		}
	}

	@Test
	void aThousandWaitingCallsEndWhenThePoolsClose() {
		PoolFixture fixture = waiting(1, "1 concurrent");
		fixture.lease();
		List<CompletableFuture<KeyLease>> calls = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			calls.add(fixture.pool().acquireAsync(REQUEST));
		}
		fixture.pools().close();
		assertThat(calls).allSatisfy(
				(call) -> assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> Unwrapped.get(call)));
		assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> fixture.pool().acquire(REQUEST));
		assertThat(fixture.time.pendingTimers()).isLessThanOrEqualTo(1);
	}

	@Test
	void cancellingWhileWaitingCostsNothing() {
		PoolDefinition pool = PoolFixture.waiting(PoolFixture.keys(1, "5/m", "1 concurrent"), Duration.ofMinutes(1));
		PoolFixture fixture = PoolFixture.of(pool);
		KeyLease held = fixture.lease();
		CompletableFuture<KeyLease> call = fixture.pool().acquireAsync(REQUEST);
		call.cancel(true);
		assertThat(fixture.pool().snapshot().waiting()).isZero();
		held.close();
		assertThat(fixture.used("a", "5/m")).isZero();
		assertThat(fixture.events.take("waited")).containsExactly("waited 0ms CANCELLED");
	}

	@Test
	void aNeedThatComesBackAfterTheDeadlineIsRefusedAtOnceThoughASmallerOneWouldNotBe() {
		PoolFixture tokens = PoolFixture
			.of(PoolFixture.waiting(PoolFixture.keys(1, "1/s", "1000 tokens/m"), Duration.ofSeconds(5)));
		tokens.lease(CallRequest.of("op").tokens(1000)).succeeded(1000);
		assertThat(tokens.pool().acquireAsync(CallRequest.of("op").tokens(900))).isCompletedExceptionally();
	}

}
