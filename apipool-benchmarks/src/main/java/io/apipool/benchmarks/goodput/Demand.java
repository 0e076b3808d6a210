package io.apipool.benchmarks.goodput;

import io.apipool.honest.Quota;

/**
 * What is demanded of a cell.
 *
 * @param share which part of the possible is used at least, of what arrived where work
 * arrives in clumps; 0 for no demand
 * @param beyond which part of the calls is beyond at most; 1 for no demand
 */
record Demand(double share, double beyond) {

	private static final Demand NONE = new Demand(0, 1);

	/** Of two keys of one account, that nobody told, one call each in a window. */
	private static final Demand ONE_A_KEY = new Demand(0, 2.0 / (Setting.AMOUNT + 2));

	static Demand of(Cell cell) {
		boolean sliding = cell.kind() == Quota.Kind.SLIDING;
		Demand saturated = switch (cell.contender()) {
			case CONFIGURED, CONFIGURED_BURST -> new Demand(0.98, 0);
			case HEADERS, HEADERS_UP -> new Demand(sliding ? 0.60 : 0.97, 0);
			case HEADERS_DOWN -> new Demand(0.60, 0);
			case ADAPTIVE -> new Demand(0.95, 0.02);
			case ADAPTIVE_BLIND -> new Demand(sliding ? 0.90 : 0.95, 0.03);
			case GROUP -> new Demand(0, 0);
			case GROUP_UNKNOWN -> ONE_A_KEY;
			default -> NONE;
		};
		if (cell.load() != LoadKind.BURSTY || !cell.contender().isOurs()) {
			return saturated;
		}
		return new Demand((saturated.share() > 0.97) ? 1 : 0, saturated.beyond());
	}

	boolean isReached(Score score) {
		return score.share() >= this.share && score.beyondShare() <= this.beyond;
	}

}
