package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.PoolSnapshot;
import io.apipool.Usage;
import io.apipool.definition.KeyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Keys that come and go, switches, listeners and snapshots.
 */
class KeyHandlingTests {

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.keys(2, "10/m"));

	private String next() {
		return this.fixture.attempt(new CallOutcome.Succeeded(Usage.none()));
	}

	@Test
	void anAddedKeyTakesItsTurnAndARemovedOneDoesNot() {
		this.fixture.pool().add(KeyDefinition.of("c", "new"));
		assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("a", "b", "c");
		this.fixture.pool().remove("b");
		assertThat(List.of(next(), next(), next(), next())).containsOnly("a", "c");
	}

	@Test
	void aKeyWithoutAnIdGetsOneFromItsFingerprint() {
		this.fixture.pool().add(KeyDefinition.of("sk-secret"));
		String id = this.fixture.pool().keys().get(2).id();
		assertThat(id).matches("demo-[0-9a-f]{8}");
	}

	@Test
	void mistakesAreNamedWithoutSecrets() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.pool().add(KeyDefinition.of("a", "other")))
			.withMessage("demo already has a key 'a'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.fixture.pool().add(KeyDefinition.of("x", "secret-b")))
			.withMessage("demo: the secret of 'x' is already there as 'b'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.pool().remove("z"))
			.withMessage("demo has no key 'z'; it has [a, b]");
	}

	@Test
	void aCallOutlivesItsKey() {
		KeyLease lease = this.fixture.lease();
		this.fixture.pool().remove(lease.key().id());
		lease.succeeded();
		assertThat(lease.key().value()).isEqualTo("secret-a");
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(next()).isEqualTo("b");
	}

	@Test
	void aSwitchedOffKeyServesNobodyUntilItIsSwitchedOn() {
		this.fixture.pool().disable("a", null);
		this.fixture.pass(Duration.ofDays(3));
		assertThat(List.of(next(), next())).containsOnly("b");
		this.fixture.pool().enable("a");
		assertThat(List.of(next(), next())).contains("a");
	}

	@Test
	void aSwitchWithADurationEndsByItself() {
		this.fixture.pool().disable("a", Duration.ofMinutes(10));
		KeySnapshot off = this.fixture.key("a");
		assertThat(off.state()).isEqualTo(KeyState.DISABLED);
		assertThat(off.until()).isEqualTo(this.fixture.in(Duration.ofMinutes(10)));
		this.fixture.pass(Duration.ofMinutes(10));
		assertThat(List.of(next(), next())).contains("a");
		assertThat(this.fixture.events.take("->")).containsExactly("a usable -> disabled: disabled",
				"a disabled -> usable: usable again");
	}

	@Test
	void aDrainedKeyEndsItsCallsAndTakesNoMore() {
		KeyLease lease = this.fixture.lease();
		this.fixture.pool().drain("a");
		assertThat(this.fixture.key("a").inFlight()).isEqualTo(1);
		assertThat(List.of(next(), next())).containsOnly("b");
		lease.succeeded();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.DRAINING);
	}

	@Test
	void aSwitchSurvivesAResetAndCountsSurviveBoth() {
		next();
		this.fixture.pool().disable("a", null);
		this.fixture.pool().reset("a");
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.DISABLED);
		assertThat(this.fixture.used("a", "10/m")).isEqualTo(1);
	}

	@Test
	void listenersAreToldInOrder() {
		this.fixture.pass(Duration.ofMillis(5));
		KeyLease lease = this.fixture.lease();
		this.fixture.pass(Duration.ofMillis(5));
		lease.ended(new CallOutcome.Throttled(this.fixture.in(Duration.ofSeconds(30)), true));
		this.fixture.pass(Duration.ofSeconds(30));
		next();
		next();
		assertThat(this.fixture.events.take()).containsExactly("leased a", "a usable -> cooling: throttled",
				"ended a throttled 5ms", "leased b", "ended b succeeded 0ms", "a cooling -> usable: usable again",
				"leased a", "ended a succeeded 0ms");
	}

	@Test
	void aGuessedRestIsToldWithItsProbation() {
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		this.fixture.pass(Duration.ofSeconds(6));
		next();
		next();
		assertThat(this.fixture.events.take("->")).containsExactly("a usable -> cooling: throttled",
				"a cooling -> probation: throttled", "a probation -> usable: usable again");
	}

	@Test
	void aListenerThatThrowsBreaksNoCallAndTheOthersAreTold() {
		PoolFixture broken = new PoolFixture();
		broken.listeners.add(0, new ApiKeyPoolListener() {

			@Override
			public void leased(KeyLease lease) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
				throw new NoClassDefFoundError("broken");
			}

		});
		broken.open(PoolFixture.keys(1));
		broken.attempt(new CallOutcome.Succeeded(Usage.none()));
		assertThat(broken.events.take()).containsExactly("leased a", "ended a succeeded 0ms");
		assertThat(broken.inFlight()).isZero();
	}

	@Test
	void aSnapshotTellsEverythingButSecrets() {
		this.fixture.lease();
		this.fixture.attempt(new CallOutcome.KeyRejected("bad key"));
		PoolSnapshot snapshot = this.fixture.pool().snapshot();
		assertThat(snapshot.inFlight()).isEqualTo(1);
		assertThat(snapshot.groups()).extracting("id").containsExactly("a", "b");
		assertThat(snapshot.keys().get(1).reason()).isEqualTo("bad key");
		assertThat(snapshot.keys().get(0).usage()).containsEntry("calls", 1L);
		assertThat(snapshot.toString()).doesNotContain("secret-");
	}

	@Test
	void aUsableKeyAtItsLimitTellsTheLimit() {
		for (int i = 0; i < 20; i++) {
			next();
		}
		assertThat(this.fixture.key("a").state()).isEqualTo(KeyState.USABLE);
		assertThat(this.fixture.key("a").reason()).isEqualTo("10/m");
	}

	@Test
	@Timeout(60)
	void keysMayComeAndGoWhileCallsRun() throws InterruptedException {
		PoolFixture busy = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(4, "2 concurrent"), Duration.ofDays(1)));
		AtomicBoolean ended = new AtomicBoolean();
		AtomicInteger calls = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 500; n++) {
					busy.pool().run(PoolFixture.REQUEST, (key) -> calls.incrementAndGet());
				}
			});
			thread.start();
			threads.add(thread);
		}
		Thread operator = new Thread(() -> {
			for (int n = 0; !ended.get(); n++) {
				busy.pool().add(KeyDefinition.of("x" + n, "x" + n));
				busy.pool().disable("b", null);
				busy.pool().enable("b");
				busy.pool().reset("c");
				busy.pool().remove("x" + n);
			}
		});
		operator.start();
		for (Thread thread : threads) {
			thread.join();
		}
		ended.set(true);
		operator.join();
		assertThat(calls).hasValue(4000);
		assertThat(busy.inFlight()).isZero();
		assertThat(busy.pool().snapshot().waiting()).isZero();
		for (String key : List.of("a", "b", "c", "d")) {
			assertThat(busy.used(key, "2 concurrent")).isZero();
		}
	}

	@Test
	void aKeyThatCannotBeOneIsNotAdded() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "5/m"));
		assertThatExceptionOfType(InvalidDefinitionException.class)
			.isThrownBy(() -> fixture.pool().add(KeyDefinition.of("")))
			.withMessageContaining("a key added to pool demo");
		assertThatExceptionOfType(InvalidDefinitionException.class)
			.isThrownBy(() -> fixture.pool().add(KeyDefinition.of("x y", "secret-of-x")))
			.withMessageContaining("x y")
			.withMessageNotContaining("secret-of-x");
		assertThatIllegalArgumentException().isThrownBy(() -> fixture.pool().disable("a", Duration.ofSeconds(-1)))
			.withMessage("duration: PT-1S is negative");
		assertThat(fixture.pool().keys()).hasSize(1);
	}

}
