package io.apipool.pool;

import java.util.Map;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.ModelDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs by its tokens, where its model has a price and nobody says what it
 * costs.
 */
final class Pricing {

	private static final double MILLION = 1e6;

	private Pricing() {
	}

	/**
	 * Adds the cost to the usage of a call that succeeded.
	 */
	static CallOutcome priced(Lease lease, CallOutcome outcome) {
		ModelTable models = lease.plan().setup().models();
		if (!models.hasPrices() || !(outcome instanceof CallOutcome.Succeeded succeeded)) {
			return outcome;
		}
		Double cost = cost(models, lease.request().model(), succeeded.usage().units());
		return (cost != null) ? new CallOutcome.Succeeded(succeeded.usage().cost(cost)) : outcome;
	}

	/**
	 * Returns what a call is expected to cost.
	 * @return null where its tokens or their price are not known, or it says so itself
	 */
	static @Nullable Double expected(PoolSetup setup, CallRequest request) {
		boolean wanted = setup.estimated().contains(LimitDefinition.COST) && setup.models().hasPrices();
		return wanted ? cost(setup.models(), request.model(), request.units()) : null;
	}

	private static @Nullable Double cost(ModelTable models, @Nullable String model, Map<String, Double> units) {
		boolean known = units.containsKey(LimitDefinition.INPUT_TOKENS)
				|| units.containsKey(LimitDefinition.OUTPUT_TOKENS);
		ModelDefinition.Price price = (known && !units.containsKey(LimitDefinition.COST)) ? models.price(model) : null;
		if (price == null) {
			return null;
		}
		return (units.getOrDefault(LimitDefinition.INPUT_TOKENS, 0.0) * price.input()
				+ units.getOrDefault(LimitDefinition.OUTPUT_TOKENS, 0.0) * price.output()) / MILLION;
	}

}
