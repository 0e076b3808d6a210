package io.apipool.selection;

import io.apipool.definition.PoolDefinition;

/**
 * The strategies by name. Internal.
 */
public final class Strategies {

	private Strategies() {
	}

	/**
	 * Makes a strategy for one pool.
	 * @param name one of {@link PoolDefinition#STRATEGIES}
	 * @return a new strategy
	 * @throws IllegalArgumentException if there is no such strategy
	 */
	public static KeySelector create(String name) {
		return switch (name) {
			case PoolDefinition.ROUND_ROBIN -> new RoundRobin();
			case "random" -> new RandomChoice();
			case "weighted" -> new Weighted();
			case "least-used" -> new LeastUsed();
			case "least-busy" -> new LeastBusy();
			case "most-remaining" -> new MostRemaining();
			case "tiered" -> new Tiered();
			case "sticky" -> new Sticky();
			default -> throw new IllegalArgumentException(
					"no strategy '" + name + "'; there are " + PoolDefinition.STRATEGIES);
		};
	}

}
