package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What tokens cost, and budgets that count it.
 */
class PricingTests {

	private static final CallRequest PRO = CallRequest.of("op").model("pro-1");

	private final PoolFixture fixture = new PoolFixture();

	private final List<Double> costs = new ArrayList<>();

	private void open(String... limits) {
		this.fixture.listeners.add(new ApiKeyPoolListener() {

			@Override
			public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
				PricingTests.this.costs.add(counted.units().get("cost"));
			}

		});
		List<ModelDefinition> models = List.of(
				new ModelDefinition(List.of("pro*"), List.of(), new ModelDefinition.Price(2, 10)),
				new ModelDefinition(List.of("free*"), List.of(), null));
		this.fixture.open(PoolFixture.keys(1)
			.withLimits(new LimitsDefinition(List.of(limits).stream().map(LimitDefinition::parse).toList(), List.of(),
					Map.of(), models, 1)));
	}

	@Test
	void aCallCostsWhatItsTokensCost() {
		open();
		this.fixture.lease(PRO).succeeded(Usage.tokens(500_000, 100_000));
		assertThat(this.costs).containsExactly(2.0);
	}

	@Test
	void whoSaysWhatItCostsIsBelieved() {
		open();
		this.fixture.lease(PRO).succeeded(Usage.tokens(500_000, 100_000).cost(7));
		assertThat(this.costs).containsExactly(7.0);
	}

	@Test
	void withoutAPriceOrTokensByKindNothingIsKnown() {
		open();
		this.fixture.lease(CallRequest.of("op").model("free-1")).succeeded(Usage.tokens(5, 5));
		this.fixture.lease().succeeded(Usage.tokens(5, 5));
		this.fixture.lease(PRO).succeeded(Usage.total(10));
		this.fixture.lease(PRO).succeeded();
		this.fixture.lease(PRO).ended(new CallOutcome.Throttled(null, false));
		assertThat(this.costs).containsOnlyNulls();
	}

	@Test
	void aBudgetIsUsedUpByTokens() {
		open("5 cost/day@UTC");
		this.fixture.lease(PRO).succeeded(Usage.tokens(1_000_000, 300_000));
		assertThat(this.fixture.used("a", "5 cost/day@UTC")).isCloseTo(5, within(1e-6));
		assertThat(this.fixture.isServed(PRO)).isFalse();
	}

	@Test
	void theNextCallOfThatKindIsTakenForAsExpensive() {
		open("5 cost/day@UTC");
		this.fixture.lease(PRO).succeeded(Usage.tokens(500_000, 100_000));
		KeyLease second = this.fixture.lease(PRO);
		assertThat(this.fixture.used("a", "5 cost/day@UTC")).isCloseTo(4, within(1e-6));
		second.succeeded(Usage.tokens(100_000, 0));
		assertThat(this.fixture.used("a", "5 cost/day@UTC")).isCloseTo(2.2, within(1e-6));
	}

	@Test
	void tokensThatAreNamedTellTheCost() {
		open("5 cost/day@UTC");
		this.fixture.lease(PRO.units("input-tokens", 500_000).units("output-tokens", 100_000));
		assertThat(this.fixture.used("a", "5 cost/day@UTC")).isCloseTo(2, within(1e-6));
	}

}
