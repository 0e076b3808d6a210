package io.apipool.aop;

import io.apipool.annotation.RateLimited;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, and how much of it.
 *
 * @param key what is counted separately, or null
 * @param permits how many permits a call takes
 */
record LimitAmount(@Nullable Text key, Text permits) {

	static LimitAmount read(RateLimited limited, TextReader texts) {
		Text key = limited.key().isEmpty() ? null : texts.read("key", limited.key());
		Text permits = texts.read("permits", limited.permits().isEmpty() ? "1" : limited.permits());
		if (permits instanceof Text.Literal literal && Amounts.parse("permits", literal.text()) == 0) {
			throw new MistakeException("permits = '0' would take nothing", "Leave it out for one permit.");
		}
		return new LimitAmount(key, permits);
	}

	double permitsOf(@Nullable Object[] arguments) {
		if (this.permits instanceof Text.Literal literal) {
			return Double.parseDouble(literal.text());
		}
		double amount = Amounts.of("permits", this.permits.of(arguments, null));
		return (amount < 0) ? 1 : amount;
	}

	@Nullable Object keyOf(@Nullable Object[] arguments) {
		return (this.key != null) ? this.key.of(arguments, null) : null;
	}

}
