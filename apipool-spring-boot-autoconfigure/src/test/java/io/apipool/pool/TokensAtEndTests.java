package io.apipool.pool;

import java.time.Duration;
import java.util.List;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider that counts tokens when a call ends.
 */
class TokensAtEndTests {

	private static final String LIMIT = "100 tokens/m";

	private final PoolFixture fixture = PoolFixture.of(atEnd(PoolFixture.keys(1, LIMIT)));

	private static PoolDefinition atEnd(PoolDefinition pool) {
		return PoolFixture.calling(pool, new ProviderBinding("openai", null, List.of(), null, true));
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

}
