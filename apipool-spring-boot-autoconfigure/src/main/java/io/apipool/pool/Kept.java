package io.apipool.pool;

import java.util.List;

import io.apipool.KeptState;

/**
 * A state that is to be kept, and what it was made of: that tells whether it has changed,
 * which its instants do not, for they follow the wall clock.
 *
 * @param state what is kept
 * @param source what it was made of; empty: nothing is to be remembered
 */
record Kept(KeptState state, List<Object> source) {

	static final List<Object> LOADED = List.of("loaded");

}
