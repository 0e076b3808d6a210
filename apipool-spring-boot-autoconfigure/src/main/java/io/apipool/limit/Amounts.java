package io.apipool.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Numbers in messages.
 */
final class Amounts {

	private Amounts() {
	}

	static String text(double amount) {
		boolean whole = amount == Math.rint(amount) && Math.abs(amount) < 1e15;
		return whole ? Long.toString((long) amount) : Double.toString(amount);
	}

	/**
	 * Returns a duration in seconds.
	 * @param duration not negative
	 * @return such as {@code 2.1s}, rounded up
	 */
	static String text(Duration duration) {
		int decimals = (duration.toSeconds() >= 1) ? 1 : 3;
		BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9)
			.setScale(decimals, RoundingMode.UP)
			.stripTrailingZeros();
		return seconds.toPlainString() + "s";
	}

}
