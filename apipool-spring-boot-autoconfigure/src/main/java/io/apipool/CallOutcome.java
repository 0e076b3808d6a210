package io.apipool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, in terms of what the pool must learn from it. {@code toString} of
 * an outcome never holds a secret; {@link #word()} is its word in tables, tags and JSON.
 */
public sealed interface CallOutcome {

	/**
	 * Returns the outcome's word.
	 * @return for example {@code key-rejected}
	 */
	String word();

	/**
	 * Returns what went wrong. It may hold a secret still.
	 * @return the exception, or null where there was none
	 */
	default @Nullable Throwable cause() {
		return null;
	}

	/**
	 * Returns why the provider did nothing. It may hold a secret still.
	 * @return the provider's word for a rejected key or missing credit, or null
	 */
	default @Nullable String reason() {
		return null;
	}

	/**
	 * The call did what it should.
	 *
	 * @param usage what it used, as far as it is known
	 */
	record Succeeded(Usage usage) implements CallOutcome {

		@Override
		public String word() {
			return "succeeded";
		}

	}

	/**
	 * Too many calls: the bucket rests.
	 *
	 * @param until when the provider takes calls again, or null if it did not say
	 * @param announced whether the provider said so
	 */
	record Throttled(@Nullable Instant until, boolean announced) implements CallOutcome {

		@Override
		public String word() {
			return "throttled";
		}

	}

	/**
	 * The quota of a day or month is used up: the bucket rests until the reset.
	 *
	 * @param until the provider's reset, or null if it is not known
	 */
	record QuotaExhausted(@Nullable Instant until) implements CallOutcome {

		@Override
		public String word() {
			return "quota-exhausted";
		}

	}

	/**
	 * The account has no money or no quota at all: the group rests.
	 *
	 * @param reason the provider's word, or null
	 */
	record OutOfCredit(@Nullable String reason) implements CallOutcome {

		@Override
		public String word() {
			return "out-of-credit";
		}

	}

	/**
	 * The provider does not accept the key.
	 *
	 * @param reason the provider's word, or null
	 */
	record KeyRejected(@Nullable String reason) implements CallOutcome {

		@Override
		public String word() {
			return "key-rejected";
		}

	}

	/**
	 * The provider is overloaded: the pool rests, no key is to blame.
	 *
	 * @param until when the provider takes calls again, or null if it did not say
	 */
	record Overloaded(@Nullable Instant until) implements CallOutcome {

		@Override
		public String word() {
			return "overloaded";
		}

	}

	/**
	 * A server error, a broken connection or a time-out.
	 *
	 * @param cause what went wrong
	 */
	record Failed(Throwable cause) implements CallOutcome {

		@Override
		public String word() {
			return "failed";
		}

	}

	/**
	 * The request itself was wrong: nobody is to blame but the caller.
	 *
	 * @param cause what went wrong
	 */
	record RequestError(Throwable cause) implements CallOutcome {

		@Override
		public String word() {
			return "request-error";
		}

	}

	/**
	 * The caller gave up.
	 */
	record Cancelled() implements CallOutcome {

		@Override
		public String word() {
			return "cancelled";
		}

	}

}
