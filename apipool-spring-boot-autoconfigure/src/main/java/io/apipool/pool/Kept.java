package io.apipool.pool;

import java.util.List;

import io.apipool.KeptState;

/**
 * A state to be written to the history, with the values that it was made of. Those are
 * compared to tell whether it has changed: the instants of the state itself follow the
 * wall clock, and differ though nothing has happened.
 *
 * @param state what is written
 * @param source what it was made of; empty where it is as if nothing had ever happened
 */
record Kept(KeptState state, List<Object> source) {

	/** The source of a state that an earlier run has written. */
	static final List<Object> LOADED = List.of("loaded");

}
