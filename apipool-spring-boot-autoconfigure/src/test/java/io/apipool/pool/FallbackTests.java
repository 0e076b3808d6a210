package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.PoolExhaustedException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A pool that has another one to fall back to.
 */
class FallbackTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static PoolDefinition withFallback(PoolDefinition pool, String fallback) {
		return PoolFixture.calling(pool, new ProviderBinding(null, null, List.of(), fallback));
	}

	private static PoolDefinition other(String name, String limit) {
		return PoolFixture.waiting(PoolDefinition.of(name)
			.withKeys(List.of(KeyDefinition.of(name + "-key", "secret-" + name)))
			.withLimits(limit), MINUTE);
	}

	private final PoolFixture fixture = PoolFixture.of(withFallback(PoolFixture.keys(1, "1/h"), "paid"),
			other("paid", "1/h"));

	private String call() {
		return this.fixture.pool().call("op", (key) -> key.id());
	}

	@Test
	void itIsAskedWhenNoKeyIsLeft() {
		assertThat(call()).isEqualTo("a");
		assertThat(call()).isEqualTo("paid-key");
	}

	@Test
	void itIsNotWaitedForAndTheFirstPoolSaysWhyItRefused() {
		call();
		call();
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(this::call)
			.withMessageContaining("demo: no key")
			.withMessageContaining("1/h");
		assertThat(this.fixture.pools().get("paid").snapshot().waiting()).isZero();
	}

	@Test
	void theFirstPoolIsWaitedForBefore() {
		PoolFixture fixture = PoolFixture.of(
				withFallback(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent"), MINUTE), "paid"),
				other("paid", "9/h"));
		KeyLease first = fixture.lease();
		CompletableFuture<KeyLease> second = fixture.pool().acquireAsync(PoolFixture.REQUEST);
		assertThat(second).isNotDone();
		fixture.pass(MINUTE);
		assertThat(second).isCompleted();
		assertThat(second.join().key()).hasToString("paid/paid-key");
		second.join().succeeded();
		first.succeeded();
		assertThat(fixture.inFlight()).isZero();
		assertThat(fixture.pools().get("paid").snapshot().inFlight()).isZero();
	}

	@Test
	void aThrottledCallGoesOnThereAndOutcomesBelongToThePoolOfTheKey() {
		List<String> used = new ArrayList<>();
		String result = this.fixture.pool().call("op", (key) -> {
			used.add(key.id());
			if (used.size() == 1) {
				throw new StatusException(429);
			}
			return "done";
		});
		assertThat(result).isEqualTo("done");
		assertThat(used).containsExactly("a", "paid-key");
		assertThat(this.fixture.key("a").usage()).containsEntry("throttled", 1L);
		assertThat(this.fixture.pools().get("paid").keys().get(0).usage()).containsEntry("succeeded", 1L);
	}

	@Test
	void anAsynchronousCallFallsBackToo() {
		call();
		CompletableFuture<String> call = this.fixture.pool()
			.callAsync("op", (key) -> CompletableFuture.completedFuture(key.id()));
		assertThat(call).isCompletedWithValue("paid-key");
	}

	@Test
	void tryingOnceFallsBackToo() {
		this.fixture.attempt(new CallOutcome.KeyRejected(null));
		assertThat(this.fixture.pool().tryAcquire(PoolFixture.REQUEST).map((lease) -> {
			lease.close();
			return lease.key().id();
		})).hasValue("paid-key");
	}

	@Test
	void aFallbackMayHaveOneOfItsOwn() {
		PoolFixture fixture = PoolFixture.of(withFallback(PoolFixture.keys(1, "1/h"), "second"),
				withFallback(other("second", "1/h"), "third"), other("third", "1/h"));
		assertThat(List.of(id(fixture), id(fixture), id(fixture))).containsExactly("a", "second-key", "third-key");
		assertThatExceptionOfType(PoolExhaustedException.class).isThrownBy(() -> id(fixture));
	}

	private static String id(PoolFixture fixture) {
		return fixture.pool().call("op", (key) -> key.id());
	}

	@Test
	void aCallInsideAnotherOneKeepsItsKey() {
		assertThatExceptionOfType(PoolExhaustedException.class)
			.isThrownBy(() -> this.fixture.pool().call("op", (key) -> {
				this.fixture.pool().call("first", (same) -> same.id());
				return this.fixture.pool().call("second", (same) -> same.id());
			}));
		assertThat(this.fixture.pools().get("paid").keys().get(0).usage()).containsEntry("calls", 0L);
	}

}
