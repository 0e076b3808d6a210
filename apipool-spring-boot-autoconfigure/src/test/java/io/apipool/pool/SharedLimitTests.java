package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.KeyLease;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.RateLimitDefinition;
import io.apipool.limit.DefaultRateLimiters;
import io.apipool.limit.LimitPermit;
import io.apipool.limit.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One limit that a pool's calls and other code wait for, each in a queue of its own.
 */
@Timeout(60)
class SharedLimitTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final PoolFixture fixture = PoolFixture.of(PoolFixture.waiting(PoolFixture.keys(1, "5/m"), LONG));

	private final RateLimit limit = new DefaultRateLimiters(this.fixture.store, this.fixture.time,
			Duration.ofSeconds(1), List.of())
		.create(new RateLimitDefinition("writes", List.of(LimitDefinition.parse("1 concurrent")), LONG));

	private CompletableFuture<KeyLease> lease() {
		CallPlan plan = this.fixture.pool().plan(PoolFixture.REQUEST, List.of(this.limit.named(null, 1, null)));
		return this.fixture.pool().session(plan).nextLease();
	}

	@Test
	void aSlotThatOtherCodeGivesBackWakesAPoolsCall() {
		LimitPermit permit = this.limit.acquire(null, 1, LONG);
		CompletableFuture<KeyLease> lease = lease();
		assertThat(lease).isNotDone();
		permit.close();
		assertThat(lease).isCompleted();
		lease.join().close();
	}

	@Test
	void aSlotThatAPoolsCallGivesBackWakesOtherCode() {
		KeyLease lease = lease().join();
		CompletableFuture<LimitPermit> permit = this.limit.acquireAsync(null, 1, LONG);
		assertThat(permit).isNotDone();
		lease.close();
		assertThat(permit).isCompleted();
		permit.join().close();
	}

}
