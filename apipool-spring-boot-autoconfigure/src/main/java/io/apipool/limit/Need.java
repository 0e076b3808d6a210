package io.apipool.limit;

import java.util.Arrays;
import java.util.Map;

import io.apipool.definition.LimitDefinition;

/**
 * What a call takes, by dimension, in millionths of a unit: whole numbers add and
 * subtract without a remainder. Immutable. The names of dimensions are interned, so that
 * comparing those of a limit mostly compares two references; most calls name one
 * dimension, which is looked at first. Internal.
 */
public final class Need {

	/** Millionths of a unit in a unit. */
	public static final long UNIT = 1_000_000;

	/** One request and nothing else: the smallest need. */
	public static final Need REQUEST = new Need(new String[] { LimitDefinition.REQUESTS }, new long[] { UNIT }, true);

	/** Nothing. */
	public static final Need NONE = new Need(new String[0], new long[0], true);

	private final String[] dimensions;

	private final long[] amounts;

	private final String first;

	private final long firstAmount;

	private final boolean takesSlot;

	private Need(String[] dimensions, long[] amounts, boolean takesSlot) {
		this.dimensions = dimensions;
		this.amounts = amounts;
		this.first = (dimensions.length > 0) ? dimensions[0] : "";
		this.firstAmount = (dimensions.length > 0) ? amounts[0] : 0;
		this.takesSlot = takesSlot;
	}

	/**
	 * Returns the need of these amounts and nothing else.
	 * @param units amounts by dimension, not negative
	 * @return the need
	 */
	public static Need of(Map<String, Double> units) {
		String[] dimensions = units.keySet().stream().map(String::intern).toArray(String[]::new);
		long[] amounts = new long[dimensions.length];
		for (int i = 0; i < amounts.length; i++) {
			amounts[i] = millionths(units.getOrDefault(dimensions[i], 0.0));
		}
		return new Need(dimensions, amounts, true);
	}

	/**
	 * Returns millionths.
	 * @param amount units
	 * @return millionths of a unit, rounded; as many as there can be where it is more
	 */
	public static long millionths(double amount) {
		return Math.round(amount * UNIT);
	}

	/**
	 * Returns how much is needed of a dimension.
	 * @param dimension its name
	 * @return millionths of a unit; 0 where the need does not name it
	 */
	public long of(String dimension) {
		return this.first.equals(dimension) ? this.firstAmount : search(dimension);
	}

	private long search(String dimension) {
		for (int i = 1; i < this.dimensions.length; i++) {
			if (this.dimensions[i].equals(dimension)) {
				return this.amounts[i];
			}
		}
		return 0;
	}

	/**
	 * Tells whether anything of some dimensions is needed.
	 * @param names the dimensions
	 * @return whether at least one is named, with more than 0
	 */
	boolean takesAnyOf(String[] names) {
		for (String name : names) {
			if (of(name) > 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns the same amounts without a slot in flight: those of a call inside another
	 * one, which holds the slot.
	 * @return a changed copy
	 */
	public Need withoutSlot() {
		return new Need(this.dimensions, this.amounts, false);
	}

	/**
	 * Tells whether limits of concurrency count it.
	 * @return whether it takes a slot in flight
	 */
	public boolean takesSlot() {
		return this.takesSlot;
	}

	/**
	 * Tells whether nothing is needed.
	 * @return whether every amount is 0
	 */
	public boolean isNothing() {
		for (long amount : this.amounts) {
			if (amount != 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the dimensions it names.
	 * @return how many
	 */
	public int size() {
		return this.dimensions.length;
	}

	/**
	 * Returns a dimension.
	 * @param index its index
	 * @return its name
	 */
	public String dimension(int index) {
		return this.dimensions[index];
	}

	/**
	 * Replaces the amount of one dimension.
	 * @param dimension its name
	 * @param amount millionths of a unit
	 * @return a changed copy
	 */
	public Need with(String dimension, long amount) {
		for (int i = 0; i < this.dimensions.length; i++) {
			if (this.dimensions[i].equals(dimension)) {
				long[] copy = this.amounts.clone();
				copy[i] = amount;
				return new Need(this.dimensions, copy, this.takesSlot);
			}
		}
		String[] dimensions = Arrays.copyOf(this.dimensions, this.dimensions.length + 1);
		long[] amounts = Arrays.copyOf(this.amounts, dimensions.length);
		dimensions[amounts.length - 1] = dimension;
		amounts[amounts.length - 1] = amount;
		return new Need(dimensions, amounts, this.takesSlot);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < this.dimensions.length; i++) {
			text.append((i == 0) ? "" : ", ")
				.append(this.amounts[i] / (double) UNIT)
				.append(' ')
				.append(this.dimensions[i]);
		}
		return text.toString();
	}

}
