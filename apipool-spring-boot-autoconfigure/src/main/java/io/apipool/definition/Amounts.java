package io.apipool.definition;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of limits: {@code 10}, {@code 0.5}, {@code 250k}, {@code 2M}.
 */
final class Amounts {

	private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kM]?)");

	private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

	private Amounts() {
	}

	/**
	 * Parses an amount, which is positive.
	 * @param amount the amount
	 * @param whole the text it is part of, for the message
	 * @return the amount
	 */
	static double parse(String amount, String whole) {
		Matcher matcher = AMOUNT.matcher(amount);
		if (!matcher.matches()) {
			throw new MalformedTextException(whole, "has an amount that is not a positive number, '" + amount + "'",
					"write a number like 10, 250k or 2M");
		}
		int zeros = matcher.group(2).isEmpty() ? 0 : matcher.group(2).equals("k") ? 3 : 6;
		BigDecimal value = new BigDecimal(matcher.group(1)).scaleByPowerOfTen(zeros);
		if (value.signum() == 0) {
			throw new MalformedTextException(whole, "is zero and would admit nothing", "leave it out for no limit");
		}
		if (value.compareTo(MOST) > 0) {
			throw new MalformedTextException(whole, "is too large", "leave it out for no limit");
		}
		return value.doubleValue();
	}

}
