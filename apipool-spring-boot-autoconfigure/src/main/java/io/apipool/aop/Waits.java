package io.apipool.aop;

import java.time.Duration;

import io.apipool.definition.Durations;

/**
 * Durations that annotations name.
 */
final class Waits {

	private Waits() {
	}

	static Duration parse(String attribute, String text) {
		try {
			return Durations.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new MistakeException(attribute + ": " + ex.getMessage(), "Write a duration such as 30s or 200ms.");
		}
	}

	/** Returns what an expression gave as a duration. */
	static Duration of(Object value) {
		if (value instanceof Duration duration) {
			return duration;
		}
		if (value instanceof CharSequence text) {
			return Durations.parse(text.toString());
		}
		throw new IllegalArgumentException(
				"maxWait gave a " + value.getClass().getSimpleName() + ", which is neither a Duration nor its text");
	}

}
