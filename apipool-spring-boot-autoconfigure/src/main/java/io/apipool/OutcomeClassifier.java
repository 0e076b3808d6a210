package io.apipool;

import org.jspecify.annotations.Nullable;

/**
 * Tells what an exception means. Beans of this type are asked first, in their order.
 */
@FunctionalInterface
public interface OutcomeClassifier {

	/**
	 * Classifies an exception.
	 * @param thrown what the call threw; its causes are asked too
	 * @return the outcome, or null where this classifier does not know
	 */
	@Nullable CallOutcome classify(Throwable thrown);

}
