package io.apipool.honest;

import java.time.Duration;
import java.util.Random;

/**
 * One limit of an account, as the provider's contract would say it.
 *
 * @param kind how it counts
 * @param amount the units of a window, or in flight
 * @param window the window; zero for those in flight
 * @param burst what a bucket holds
 * @param dimension what is counted: {@value #REQUESTS}, or what a call's
 * {@code X-Units-<dimension>} header or JSON body says
 * @param model the model it is for; empty for all together; {@code *} for each one apart
 */
public record Quota(Kind kind, long amount, Duration window, long burst, String dimension, String model) {

	/** The dimension of which each call needs one. */
	public static final String REQUESTS = "requests";

	/** How a limit counts. */
	public enum Kind {

		/** A grid of windows of unknown phase. */
		FIXED,
		/** Any stretch of time. */
		SLIDING,
		/** A bucket that refills evenly. */
		BUCKET,
		/** Requests in flight. */
		CONCURRENT

	}

	/**
	 * So many requests in each window of a grid of unknown phase.
	 * @param amount how many
	 * @param window the window
	 * @return the limit
	 */
	public static Quota fixed(long amount, Duration window) {
		return new Quota(Kind.FIXED, amount, window, amount, REQUESTS, "");
	}

	/**
	 * So many requests in any stretch of time of a length.
	 * @param amount how many
	 * @param window the length
	 * @return the limit
	 */
	public static Quota sliding(long amount, Duration window) {
		return new Quota(Kind.SLIDING, amount, window, amount, REQUESTS, "");
	}

	/**
	 * A bucket that refills with so many requests in a window's time.
	 * @param amount how many
	 * @param window the time
	 * @param burst how many it holds
	 * @return the limit
	 */
	public static Quota bucket(long amount, Duration window, long burst) {
		return new Quota(Kind.BUCKET, amount, window, burst, REQUESTS, "");
	}

	/**
	 * So many requests in flight.
	 * @param amount how many
	 * @return the limit
	 */
	public static Quota concurrent(long amount) {
		return new Quota(Kind.CONCURRENT, amount, Duration.ZERO, amount, REQUESTS, "");
	}

	/**
	 * Counts units of another dimension in place of requests.
	 * @param dimension the dimension
	 * @return the limit
	 */
	public Quota of(String dimension) {
		return new Quota(this.kind, this.amount, this.window, this.burst, dimension, this.model);
	}

	/**
	 * Counts one model only.
	 * @param model its name, or {@code *} for each model apart
	 * @return the limit
	 */
	public Quota model(String model) {
		return new Quota(this.kind, this.amount, this.window, this.burst, this.dimension, model);
	}

	boolean isFor(String model) {
		return this.model.isEmpty() || this.model.equals("*") || this.model.equals(model);
	}

	/** Whether it bounds the requests of an account in the long run. */
	boolean isRate() {
		return this.kind != Kind.CONCURRENT && this.dimension.equals(REQUESTS) && this.model.isEmpty();
	}

	Window open(Random random) {
		long nanos = this.window.toNanos();
		return switch (this.kind) {
			case FIXED -> new FixedWindow(this.amount, nanos, (long) (random.nextDouble() * nanos));
			case SLIDING -> new SlidingWindow(this.amount, nanos);
			case BUCKET -> new TokenBucket(this.amount, nanos, this.burst);
			case CONCURRENT -> new InFlight(this.amount);
		};
	}

}
