package io.apipool.provider;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A limit as a provider announced it. What it did not say is null, never zero. Internal.
 *
 * @param name tells it from others of the same answer, as {@code requests} or
 * {@code daily}
 * @param dimension what is counted
 * @param model the model that it is for, or null: not said
 * @param limit the limit
 * @param remaining what is left
 * @param resetAt when the count starts anew
 * @param precision how well {@code resetAt} is known
 * @param window how long a window is
 * @param source who said so
 */
public record AnnouncedLimit(String name, String dimension, @Nullable String model, @Nullable Double limit,
		@Nullable Double remaining, @Nullable Instant resetAt, Precision precision, @Nullable Duration window,
		Source source) {

	/**
	 * Who announced a limit, the most trusted first.
	 */
	public enum Source {

		/** A header of an answer. */
		HEADER,
		/** The body of an error. */
		BODY,
		/** The answer to a discovery. */
		DISCOVERY

	}

	/**
	 * How well a reset is known.
	 */
	public enum Precision {

		/**
		 * It was told as a time from the answer on, in milliseconds or rounded up: no
		 * clock but ours has a part in it, and it is not too early.
		 */
		DELAY,
		/** It was told as an instant, in milliseconds or rounded up. */
		INSTANT,
		/** It was told in seconds, and may come up to a second later. */
		SECOND

	}

}
