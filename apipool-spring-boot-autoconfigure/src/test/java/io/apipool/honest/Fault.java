package io.apipool.honest;

import java.time.Duration;

/**
 * A trouble of the provider's own, for a share of the calls and a time. It strikes before
 * the windows count, unless it is {@link #counted()}.
 *
 * @param status the answer's status; 0 cuts the connection without an answer
 * @param retryAfter its {@code Retry-After} as printed, or empty
 * @param share which share of the calls, 1 for all
 * @param secret the key it meets, or empty for all
 * @param from when it begins, after the provider's start
 * @param to when it is over, after the provider's start
 * @param counts whether the windows count the call all the same
 */
public record Fault(int status, String retryAfter, double share, String secret, Duration from, Duration to,
		boolean counts) {

	private static final Duration NEVER = Duration.ofDays(36_500);

	/**
	 * Answers with a status in place of the result.
	 * @param status the status
	 * @return the fault
	 */
	public static Fault status(int status) {
		return new Fault(status, "", 1, "", Duration.ZERO, NEVER, false);
	}

	/**
	 * Cuts the connection without an answer.
	 * @return the fault
	 */
	public static Fault cut() {
		return status(0);
	}

	/**
	 * Adds a {@code Retry-After}.
	 * @param value as printed
	 * @return the fault
	 */
	public Fault retryAfter(String value) {
		return new Fault(this.status, value, this.share, this.secret, this.from, this.to, this.counts);
	}

	/**
	 * Meets a share of the calls.
	 * @param share from 0 to 1
	 * @return the fault
	 */
	public Fault share(double share) {
		return new Fault(this.status, this.retryAfter, share, this.secret, this.from, this.to, this.counts);
	}

	/**
	 * Meets one key.
	 * @param secret the key
	 * @return the fault
	 */
	public Fault of(String secret) {
		return new Fault(this.status, this.retryAfter, this.share, secret, this.from, this.to, this.counts);
	}

	/**
	 * Bounds the fault to a time.
	 * @param from after the provider's start
	 * @param to after the provider's start
	 * @return the fault
	 */
	public Fault between(Duration from, Duration to) {
		return new Fault(this.status, this.retryAfter, this.share, this.secret, from, to, this.counts);
	}

	/**
	 * Lets the windows count the call: the work was done, only its answer is lost.
	 * @return the fault
	 */
	public Fault counted() {
		return new Fault(this.status, this.retryAfter, this.share, this.secret, this.from, this.to, true);
	}

	/** Whether it meets a call, {@code chance} being drawn evenly from 0 to 1. */
	boolean meets(String secret, Duration uptime, double chance) {
		return (this.secret.isEmpty() || this.secret.equals(secret)) && uptime.compareTo(this.from) >= 0
				&& uptime.compareTo(this.to) < 0 && chance < this.share;
	}

}
