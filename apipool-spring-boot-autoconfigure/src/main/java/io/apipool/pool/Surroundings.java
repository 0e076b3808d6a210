package io.apipool.pool;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.apipool.ApiKeyPoolListener;
import io.apipool.OutcomeClassifier;
import io.apipool.Timekeeper;
import io.apipool.limit.PermitStore;
import io.apipool.selection.KeySelector;

/**
 * What the pools of an application share. Internal.
 *
 * @param timekeeper the only source of time
 * @param store where permits are counted
 * @param executor where asynchronous calls go on after they have waited
 * @param listeners told of what happens
 * @param classifiers tell what exceptions mean
 * @param selectors the application's own strategies, by name
 * @param questions what can be asked of providers
 * @param histories who remembers what earlier runs have left
 */
public record Surroundings(Timekeeper timekeeper, PermitStore store, Executor executor,
		List<ApiKeyPoolListener> listeners, Classifiers classifiers, Map<String, KeySelector> selectors,
		ProviderQuestions questions, Histories histories) {

	/**
	 * Creates surroundings in which nothing can be asked of providers, nor of the past.
	 * @param timekeeper the only source of time
	 * @param store where permits are counted
	 * @param executor where asynchronous calls go on after they have waited
	 * @param listeners told of what happens
	 * @param classifiers tell what exceptions mean
	 * @param selectors the application's own strategies, by name
	 */
	public Surroundings(Timekeeper timekeeper, PermitStore store, Executor executor, List<ApiKeyPoolListener> listeners,
			Classifiers classifiers, Map<String, KeySelector> selectors) {
		this(timekeeper, store, executor, listeners, classifiers, selectors, ProviderQuestions.NONE, Histories.NONE);
	}

	/**
	 * Tells what exceptions mean. Internal.
	 *
	 * @param first asked before the pool's {@code outcomes}: the application's own
	 * @param last asked after them: what the libraries in use throw
	 */
	public record Classifiers(List<OutcomeClassifier> first, List<OutcomeClassifier> last) {

		/** None. */
		public static final Classifiers NONE = new Classifiers(List.of(), List.of());

	}

}
