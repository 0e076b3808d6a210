package io.apipool.aop;

import org.jspecify.annotations.Nullable;

/**
 * Numbers that annotations name, as text or as what an expression gave.
 */
final class Amounts {

	private Amounts() {
	}

	/** Reads a number that is written. */
	static double parse(String attribute, String text) {
		try {
			double amount = Double.parseDouble(text);
			if (amount >= 0 && !Double.isInfinite(amount)) {
				return amount;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new MistakeException(attribute + " = '" + text + "' is not an amount",
				"Write a number that is not negative, or an expression that starts with # or @.");
	}

	/** Reads what a text stands for in a call; negative where it stands for nothing. */
	static double of(String attribute, @Nullable Object value) {
		if (value == null) {
			return -1;
		}
		double amount = (value instanceof Number number) ? number.doubleValue() : Double.NaN;
		if (amount >= 0 && !Double.isInfinite(amount)) {
			return amount;
		}
		throw new IllegalArgumentException(
				attribute + " gave " + ((value instanceof Number) ? value : "a " + value.getClass().getSimpleName())
						+ ", which is no amount");
	}

}
