package io.apipool.selection;

import java.util.List;

/**
 * The strategies by name. Internal.
 */
public final class Strategies {

	/** The names of the strategies that are here. */
	public static final List<String> NAMES = List.of("round-robin", "random", "weighted", "least-used", "least-busy",
			"most-remaining", "tiered", "sticky");

	private Strategies() {
	}

	/**
	 * Makes a strategy for one pool.
	 * @param name one of {@link #NAMES}
	 * @return a new strategy
	 * @throws IllegalArgumentException if there is no such strategy
	 */
	public static KeySelector create(String name) {
		return switch (name) {
			case "round-robin" -> new RoundRobin();
			case "random" -> new RandomChoice();
			case "weighted" -> new Weighted();
			case "least-used" -> new LeastUsed();
			case "least-busy" -> new LeastBusy();
			case "most-remaining" -> new MostRemaining();
			case "tiered" -> new Tiered();
			case "sticky" -> new Sticky();
			default -> throw new IllegalArgumentException("no strategy '" + name + "'; there are " + NAMES);
		};
	}

}
