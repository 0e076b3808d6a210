package io.apipool.pool;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.limit.Need;
import io.apipool.provider.AnnouncedLimit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider that counts tokens when a call ends.
 */
class TokensAtEndTests {

	private static final String LIMIT = "100 tokens/m";

	private final PoolFixture fixture = PoolFixture.of(atEnd(PoolFixture.keys(1, LIMIT)));

	private static PoolDefinition atEnd(PoolDefinition pool) {
		return PoolFixture.calling(pool, new ProviderBinding("openai", null, List.of(), null, true, null));
	}

	private static CallRequest tokens(int amount) {
		return PoolFixture.REQUEST.tokens(amount);
	}

	@Test
	void theEstimateIsHeldUntilTheEndAndTheFactCountsFromThere() {
		KeyLease lease = this.fixture.lease(tokens(80));
		assertThat(this.fixture.isServed(tokens(30))).isFalse();
		this.fixture.pass(Duration.ofSeconds(59));
		lease.succeeded(60);
		assertThat(this.fixture.used("a", LIMIT)).isEqualTo(60);
		this.fixture.pass(Duration.ofSeconds(59));
		assertThat(this.fixture.used("a", LIMIT)).isEqualTo(60);
		this.fixture.pass(Duration.ofSeconds(8));
		assertThat(this.fixture.used("a", LIMIT)).isZero();
	}

	@Test
	void anEstimateStaysWhereNoFactIsKnown() {
		KeyLease lease = this.fixture.lease(tokens(80));
		lease.sent();
		lease.succeeded();
		assertThat(this.fixture.used("a", LIMIT)).isEqualTo(80);
	}

	@Test
	void whatWasNeverSentCountsNothing() {
		this.fixture.lease(tokens(80)).close();
		assertThat(this.fixture.used("a", LIMIT)).isZero();
	}

	private static PoolDefinition target(PoolDefinition pool, ProviderBinding target) {
		return new PoolDefinition(pool.name(), pool.keys(), pool.sources(), target, pool.strategy(), pool.limits(),
				pool.waiting(), pool.policies(), pool.custom());
	}

	@Test
	void aTokenBucketCountsWhatIsEnteredAtTheEnd() {
		String limit = "60 tokens/m burst 60 margin 0s";
		PoolFixture fixture = PoolFixture.of(atEnd(PoolFixture.keys(1, limit)));
		KeyLease lease = fixture.lease(PoolFixture.REQUEST.tokens(50));
		lease.succeeded(50);
		assertThat(fixture.used("a", limit)).isEqualTo(50);
	}

	@Test
	void tokensEnteredAtTheEndCountForALearntLimitToo() {
		PoolFixture fixture = PoolFixture.of(target(PoolFixture.keys(1, "1000 tokens/m"),
				new ProviderBinding("openai", URI.create("https://api.example.com"), List.of(), null, true, null)));
		KeyLease lease = fixture.lease(PoolFixture.REQUEST.tokens(80));
		AnnouncedLimits.tell(lease,
				List.of(new AnnouncedLimit("tokens", "tokens", null, 100.0, 100.0, fixture.in(Duration.ofMinutes(1)),
						AnnouncedLimit.Precision.INSTANT, null, AnnouncedLimit.Source.HEADER)));
		PoolCore core = ((Lease) lease).core();
		long before = core.now();
		fixture.pass(Duration.ofNanos(100));
		TokensAtEnd.settle(fixture.store, (Lease) lease, Need.of(Map.of("tokens", 80.0, "requests", 1.0)), before);
		assertThat(fixture.pool().snapshot().groups().get(0).learnt().get(0).left()).isEqualTo(20);
	}

}
