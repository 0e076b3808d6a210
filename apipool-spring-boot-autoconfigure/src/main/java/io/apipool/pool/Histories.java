package io.apipool.pool;

import java.util.List;

import io.apipool.LimitHistory;
import io.apipool.StateHistory;

/**
 * Who remembers what earlier runs have left. Internal.
 *
 * @param limits what was used
 * @param states who rested, and what was learnt
 */
public record Histories(List<LimitHistory> limits, List<StateHistory> states) {

	/** Nobody does. */
	public static final Histories NONE = new Histories(List.of(), List.of());

	public Histories {
		limits = List.copyOf(limits);
		states = List.copyOf(states);
	}

}
