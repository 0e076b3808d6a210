package io.apipool.actuate;

import java.time.Duration;

import io.apipool.definition.Durations;

/**
 * Reads what an operator asks.
 */
final class Question {

	private Question() {
	}

	/**
	 * Reads a duration.
	 * @param name what it is called in messages
	 * @param text as {@code 10m}
	 * @throws EndpointProblem if it is none
	 */
	static Duration duration(String name, String text) {
		try {
			return Durations.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw EndpointProblem.mistaken(name + ": " + ex.getMessage());
		}
	}

}
