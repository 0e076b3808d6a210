package io.apipool.usage;

/**
 * A kind of attempts that are counted together.
 *
 * @param pool the pool's name
 * @param quotaGroup the key's quota group
 * @param key the key's id
 * @param operation the operation, or the empty text
 * @param model the model, or the empty text
 * @param outcome the outcome's word, as {@code quota-exhausted}
 */
public record Attempted(String pool, String quotaGroup, String key, String operation, String model, String outcome) {

	/** The longest name of an operation or a model; what is longer is cut. */
	public static final int MAX_NAME = 128;

}
