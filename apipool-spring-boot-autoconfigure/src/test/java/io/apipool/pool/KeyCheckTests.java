package io.apipool.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.KeyCheck;
import io.apipool.KeyProbe;
import io.apipool.KeyState;
import io.apipool.Usage;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.SourcesDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Probes: by hand and at intervals, and what they change.
 */
class KeyCheckTests {

	private static final CallOutcome WORKS = new CallOutcome.Succeeded(Usage.none());

	private static final CallOutcome REJECTED = new CallOutcome.KeyRejected("revoked");

	private final PoolFixture fixture = new PoolFixture();

	private final Map<String, CallOutcome> answers = new HashMap<>();

	private final List<String> probed = new ArrayList<>();

	private final KeyProbe probe = new KeyProbe() {

		@Override
		public boolean supports(String pool) {
			return pool.equals("demo");
		}

		@Override
		public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
			KeyCheckTests.this.probed.add(key.id());
			return CompletableFuture.completedFuture(KeyCheckTests.this.answers.getOrDefault(key.id(), WORKS));
		}

	};

	private Map<String, KeyCheck> check() {
		return this.fixture.pool().checkUsable();
	}

	@Test
	void eachKeySaysWhetherItWorks() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(2));
		this.answers.put("b", REJECTED);
		assertThat(check()).containsExactly(Map.entry("a", new KeyCheck(true, "succeeded", "")),
				Map.entry("b", new KeyCheck(false, "key-rejected", "revoked")));
		assertThat(this.fixture.state("b")).isEqualTo(KeyState.INVALID);
		assertThat(this.fixture.inFlight()).isZero();
	}

	@Test
	void whatTheProviderSaysOfAKeyIsShownWithoutItsSecret() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(1));
		this.answers.put("a", new CallOutcome.KeyRejected("secret-a is no key"));
		assertThat(check().get("a").detail()).isEqualTo("*** is no key");
		assertThat(this.fixture.pool().keys().get(0).reason()).contains("*** is no key");
	}

	@Test
	void aProbeThatFailsInAnyWaySaysWithWhichException() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(2));
		this.answers.put("a", new CallOutcome.Failed(new UncheckedIOException(new IOException("secret-a"))));
		this.answers.put("b", new CallOutcome.RequestError(new IllegalStateException("secret-b")));
		assertThat(check()).containsEntry("a", new KeyCheck(false, "failed", "UncheckedIOException"))
			.containsEntry("b", new KeyCheck(false, "request-error", "IllegalStateException"));
	}

	@Test
	void aKeyThatWorksAgainIsBackAtOnce() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(1));
		this.fixture.attempt(REJECTED);
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(PoolFixture.SECOND);
		assertThat(check().get("a").usable()).isTrue();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void aGuessedCooldownIsLifted() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(1));
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		this.fixture.pass(PoolFixture.SECOND);
		check();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void aProbeTakesAPermitAndIsNotMadeBeyondALimit() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(1, "1/m"));
		check();
		assertThat(this.fixture.used("a", "1/m")).isEqualTo(1);
		assertThat(check().get("a").outcome()).isEqualTo(KeyCheck.NOT_CHECKED);
		assertThat(this.probed).containsExactly("a");
	}

	@Test
	void whereNothingCanProbeTheStateIsTold() {
		this.fixture.open(PoolFixture.keys(2));
		this.fixture.attempt(REJECTED);
		assertThat(check().get("a"))
			.isEqualTo(new KeyCheck(false, "not checked", "nothing can probe keys of this pool"));
		assertThat(check().get("b").usable()).isTrue();
	}

	@Test
	void aKeyThatAnOperatorSwitchedOffIsLeftAlone() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(PoolFixture.keys(1));
		this.fixture.pool().disable("a", null);
		assertThat(check().get("a").detail()).contains("operator");
		assertThat(this.probed).isEmpty();
	}

	@Test
	void aProbeThatFailsIsClassifiedAndTellsNoMoreThanAClass() {
		this.fixture.probes.add(throwing(new IllegalStateException("secret-a")));
		this.fixture.open(PoolFixture.keys(1));
		assertThat(check().get("a")).isEqualTo(new KeyCheck(false, "request-error", "IllegalStateException"));
		assertThat(this.fixture.inFlight()).isZero();
	}

	@Test
	void aProbeWithoutAnAnswerTimesOut() {
		this.fixture.probes.add(silent());
		this.fixture.open(PoolFixture.keys(1));
		CompletableFuture<Map<String, KeyCheck>> check = this.fixture.pool().checkUsableAsync();
		assertThat(check).isNotDone();
		this.fixture.pass(Duration.ofSeconds(30));
		assertThat(check.join().get("a")).isEqualTo(new KeyCheck(false, "failed", "TimeoutException"));
	}

	@Test
	void atItsIntervalEachKeyIsProbedUntilThePoolsPause() {
		this.fixture.probes.add(this.probe);
		this.fixture.open(every(PoolFixture.keys(2), Duration.ofMinutes(10)));
		this.fixture.pools().resume();
		assertThat(this.probed).isEmpty();
		this.fixture.pass(Duration.ofMinutes(10));
		assertThat(this.probed).containsExactly("a", "b");
		this.fixture.pass(Duration.ofMinutes(10));
		assertThat(this.probed).hasSize(4);
		this.fixture.pools().pause();
		this.fixture.pass(Duration.ofHours(1));
		assertThat(this.probed).hasSize(4);
		assertThat(this.fixture.time.pendingTimers()).isZero();
	}

	private static PoolDefinition every(PoolDefinition pool, Duration interval) {
		SourcesDefinition old = pool.sources();
		return new PoolDefinition(pool.name(), pool.keys(),
				new SourcesDefinition(old.envPrefix(), old.refreshInterval(), old.allowEmpty(), interval),
				pool.target(), pool.strategy(), pool.limits(), pool.waiting(), pool.policies(), pool.custom());
	}

	private static KeyProbe throwing(RuntimeException thrown) {
		return new KeyProbe() {

			@Override
			public boolean supports(String pool) {
				return true;
			}

			@Override
			public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
				throw thrown;
			}

		};
	}

	private static KeyProbe silent() {
		return new KeyProbe() {

			@Override
			public boolean supports(String pool) {
				return true;
			}

			@Override
			public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
				return new CompletableFuture<>();
			}

		};
	}

	@Test
	void aProbeThatTellsNothingLeavesNothingBehind() {
		PoolFixture fixture = new PoolFixture();
		fixture.probes.add(new KeyProbe() {

			@Override
			public boolean supports(String pool) {
				return true;
			}

			@Override
			public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
				return CompletableFuture.completedFuture(null);
			}

		});
		fixture.open(PoolFixture.keys(1, "1 concurrent"));
		CompletableFuture<Map<String, KeyCheck>> checks = fixture.pool().checkUsableAsync();
		assertThat(fixture.inFlight()).isZero();
		assertThat(checks).isCompleted();
		assertThat(fixture.isServed()).isTrue();
	}

	@Test
	void whatIsDoneRegularlyGoesOnAfterAFailure() {
		PoolFixture fixture = new PoolFixture();
		List<String> asked = new ArrayList<>();
		fixture.probes.add(new KeyProbe() {

			@Override
			public boolean supports(String pool) {
				asked.add(pool);
				throw new IllegalStateException("not yet");
			}

			@Override
			public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
				return CompletableFuture.completedFuture(null);
			}

		});
		fixture.open(every(PoolFixture.keys(1), Duration.ofMinutes(10)));
		fixture.pools().resume();
		fixture.pass(Duration.ofMinutes(10));
		fixture.pass(Duration.ofMinutes(10));
		assertThat(asked).hasSize(2);
	}

}
