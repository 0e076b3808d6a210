package io.apipool.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as people read them: to the millionth, without zeros at the end and without an
 * exponent.
 */
final class PlainNumber {

	private static final int DIGITS = 6;

	private PlainNumber() {
	}

	static String of(double number) {
		return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
	}

}
