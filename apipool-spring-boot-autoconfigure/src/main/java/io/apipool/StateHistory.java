package io.apipool;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Remembers over restarts which keys and groups rest, what was learnt of their limits,
 * and what operators have switched off.
 */
public interface StateHistory {

	/**
	 * Returns what was kept last, of all pools. Asked once, at the start, under the terms
	 * of {@link LimitHistory#since}.
	 * @return the states, in any order; one that fails is asked again
	 */
	CompletionStage<List<KeptState>> load();

}
