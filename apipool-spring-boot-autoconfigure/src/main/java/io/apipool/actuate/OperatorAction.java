package io.apipool.actuate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.apipool.ApiKeyPool;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may do with a key.
 */
enum OperatorAction {

	/** Takes it out, for a time or until it is enabled. */
	DISABLE {
		@Override
		void apply(ApiKeyPool pool, String key, @Nullable Duration duration) {
			pool.disable(key, duration);
		}
	},

	/** Undoes the two others that take it out. */
	ENABLE {
		@Override
		void apply(ApiKeyPool pool, String key, @Nullable Duration duration) {
			pool.enable(key);
		}
	},

	/** Gives it to no further call. */
	DRAIN {
		@Override
		void apply(ApiKeyPool pool, String key, @Nullable Duration duration) {
			pool.drain(key);
		}
	},

	/** Ends its rests. */
	RESET {
		@Override
		void apply(ApiKeyPool pool, String key, @Nullable Duration duration) {
			pool.reset(key);
		}
	};

	abstract void apply(ApiKeyPool pool, String key, @Nullable Duration duration);

	/**
	 * Returns the word that asks for it.
	 */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Finds an action.
	 * @param word its word
	 * @throws EndpointProblem if there is none
	 */
	static OperatorAction of(@Nullable String word) {
		return Arrays.stream(values())
			.filter((action) -> action.word().equals(word))
			.findFirst()
			.orElseThrow(() -> EndpointProblem
				.mistaken(((word != null) ? "there is no action '" + word + "'" : "the action is missing")
						+ "; there are " + words()));
	}

	private static String words() {
		return Arrays.stream(values()).map(OperatorAction::word).collect(Collectors.joining(", "));
	}

	/**
	 * Reads how long it lasts.
	 * @param text a duration, or null
	 * @return the duration, or null for no end
	 * @throws EndpointProblem if it is none, or this action has no end
	 */
	@Nullable Duration lasting(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		if (this != DISABLE) {
			throw EndpointProblem.mistaken(word() + " takes no duration; only disable does");
		}
		Duration duration = Question.duration("duration", text);
		if (duration.isZero()) {
			throw EndpointProblem.mistaken("duration '" + text + "' is zero: leave it out, or write one like 10m");
		}
		return duration;
	}

}
