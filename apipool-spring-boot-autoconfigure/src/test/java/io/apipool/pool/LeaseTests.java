package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PooledKeys;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases that the application holds.
 */
class LeaseTests {

	private static final CallRequest TOKENS = CallRequest.of("op").tokens(50);

	private final PoolFixture fixture = PoolFixture
		.of(PoolFixture.waiting(PoolFixture.keys(1, "10/h", "100 tokens/h", "1 concurrent"), Duration.ofMinutes(30)));

	@Test
	void aLeaseTellsItsKeyItsRequestAndWhenItWasGranted() {
		KeyLease lease = this.fixture.lease(TOKENS);
		this.fixture.pass(Duration.ofSeconds(7));
		assertThat(lease.key()).hasToString("demo/a");
		assertThat(lease.request()).isEqualTo(TOKENS);
		assertThat(lease.grantedAt()).isEqualTo(this.fixture.time.instant().minusSeconds(7));
		assertThat(lease).hasToString("lease of demo/a");
	}

	@Test
	void withoutASignOfLifeALeaseExpiresAndGivesItsSlotBack() {
		this.fixture.lease(TOKENS);
		CompletableFuture<KeyLease> waiting = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		this.fixture.pass(Duration.ofMinutes(5).minusMillis(1));
		assertThat(waiting).isNotDone();
		this.fixture.pass(Duration.ofMillis(1));
		assertThat(waiting).isCompleted();
		assertThat(this.fixture.inFlight()).isEqualTo(1);
		assertThat(this.fixture.used("a", "10/h")).isEqualTo(2);
	}

	@Test
	void aSuccessAfterTheLeaseExpiredStillSettlesTokens() {
		KeyLease lease = this.fixture.lease(TOKENS);
		this.fixture.pass(Duration.ofMinutes(6));
		assertThat(this.fixture.inFlight()).isZero();
		lease.succeeded(20);
		assertThat(this.fixture.used("a", "100 tokens/h")).isEqualTo(20);
		assertThat(this.fixture.used("a", "1 concurrent")).isZero();
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.key("a").usage()).containsEntry("succeeded", 1L);
	}

	@Test
	void sentAndRenewAreSignsOfLife() {
		KeyLease lease = this.fixture.lease();
		this.fixture.pass(Duration.ofMinutes(4));
		lease.sent();
		this.fixture.pass(Duration.ofMinutes(4));
		lease.renew();
		this.fixture.pass(Duration.ofMinutes(4));
		assertThat(this.fixture.inFlight()).isEqualTo(1);
		this.fixture.pass(Duration.ofMinutes(1));
		assertThat(this.fixture.inFlight()).isZero();
	}

	@Test
	void aLeaseInProbationThatExpiresLetsTheNextCallTry() {
		this.fixture.attempt(new CallOutcome.Throttled(null, false));
		this.fixture.pass(Duration.ofSeconds(6));
		KeyLease lost = this.fixture.lease();
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofMinutes(5));
		assertThat(this.fixture.isServed()).isTrue();
		lost.succeeded();
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
	}

	@Test
	void leasesOfCallsNeverExpire() {
		this.fixture.pool().run(PoolFixture.REQUEST, (key) -> {
			this.fixture.pass(Duration.ofHours(3));
			assertThat(this.fixture.inFlight()).isEqualTo(1);
		});
		assertThat(this.fixture.inFlight()).isZero();
	}

	@Test
	void tryAcquireNeverWaitsAndNeverOvertakes() {
		KeyLease held = this.fixture.lease();
		assertThat(this.fixture.pool().tryAcquire(PoolFixture.REQUEST)).isEmpty();
		CompletableFuture<KeyLease> waiting = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		assertThat(this.fixture.pool().tryAcquire(PoolFixture.REQUEST)).isEmpty();
		held.close();
		assertThat(waiting).isCompleted();
		Optional<KeyLease> late = this.fixture.pool().tryAcquire(PoolFixture.REQUEST);
		assertThat(late).isEmpty();
		assertThat(this.fixture.pool().snapshot().waiting()).isZero();
	}

	@Test
	void aLeaseTakenInsideACallIsItsOwnAndIsNotBound() {
		PoolFixture two = PoolFixture.of(PoolFixture.keys(2));
		two.pool().run(PoolFixture.REQUEST, (key) -> {
			KeyLease own = two.pool().acquire(PoolFixture.REQUEST);
			assertThat(own.key().id()).isEqualTo("b");
			assertThat(PooledKeys.current().key().id()).isEqualTo("a");
			own.close();
		});
		assertThat(PooledKeys.find()).isEmpty();
	}

	@Test
	void aRequestsLeaseExpiresOnlyOnceItsAnswerIsInTheCallersHands() {
		PoolFixture fixture = PoolFixture.of(PoolFixture.keys(1, "1 concurrent"));
		KeyLease lease = fixture.pool().requests(fixture.pool().plan(PoolFixture.REQUEST, List.of())).await();
		lease.sent();
		fixture.pass(Duration.ofMinutes(6));
		assertThat(fixture.isServed()).isFalse();
		lease.renew();
		fixture.pass(Duration.ofMinutes(5));
		assertThat(fixture.isServed()).isTrue();
	}

}
