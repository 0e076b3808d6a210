package io.apipool;

import java.util.LinkedHashMap;
import java.util.Map;

import io.apipool.definition.LimitDefinition;

/**
 * What a call really used, by dimension. A dimension that is not named stands as it was
 * estimated. Immutable.
 */
public final class Usage {

	private static final Usage NONE = new Usage(Map.of());

	private final Map<String, Double> units;

	private Usage(Map<String, Double> units) {
		this.units = units;
	}

	/**
	 * Returns a usage that says nothing.
	 * @return nothing is known
	 */
	public static Usage none() {
		return NONE;
	}

	/**
	 * Returns a usage of tokens.
	 * @param input tokens read
	 * @param output tokens written
	 * @return the dimensions {@code input-tokens}, {@code output-tokens} and their sum
	 * {@code tokens}
	 */
	public static Usage tokens(long input, long output) {
		return NONE.units(LimitDefinition.INPUT_TOKENS, (double) input)
			.units(LimitDefinition.OUTPUT_TOKENS, (double) output)
			.units(LimitDefinition.TOKENS, (double) (input + output));
	}

	/**
	 * Returns a usage of tokens.
	 * @param tokens input and output together
	 * @return the dimension {@code tokens}
	 */
	public static Usage total(long tokens) {
		return NONE.units(LimitDefinition.TOKENS, (double) tokens);
	}

	/**
	 * Adds what the call cost.
	 * @param cost in the currency of the pool's budget
	 * @return this and the dimension {@code cost}
	 */
	public Usage cost(double cost) {
		return units(LimitDefinition.COST, cost);
	}

	/**
	 * Adds any dimension.
	 * @param dimension its name
	 * @param amount how much of it, not negative
	 * @return this and that dimension
	 * @throws IllegalArgumentException if the amount is negative or not a number
	 */
	public Usage units(String dimension, double amount) {
		if (!(amount >= 0) || Double.isInfinite(amount)) {
			throw new IllegalArgumentException(dimension + ": " + amount + " is not an amount");
		}
		Map<String, Double> copy = new LinkedHashMap<>(this.units);
		copy.put(dimension, amount);
		return new Usage(Map.copyOf(copy));
	}

	/**
	 * Returns the amounts by dimension.
	 * @return an immutable map
	 */
	public Map<String, Double> units() {
		return this.units;
	}

	@Override
	public String toString() {
		return this.units.toString();
	}

}
