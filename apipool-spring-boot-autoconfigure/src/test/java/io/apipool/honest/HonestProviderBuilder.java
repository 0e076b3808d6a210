package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Describes a provider. */
public final class HonestProviderBuilder {

	private final ProviderOptions options = new ProviderOptions();

	HonestProviderBuilder() {
	}

	/**
	 * Adds keys that have an account each.
	 * @param secrets the keys
	 * @return this
	 */
	public HonestProviderBuilder keys(String... secrets) {
		for (String secret : secrets) {
			this.options.accounts.put(secret, List.of(secret));
		}
		return this;
	}

	/**
	 * Adds keys that share one account.
	 * @param name the account
	 * @param secrets the keys
	 * @return this
	 */
	public HonestProviderBuilder account(String name, String... secrets) {
		this.options.accounts.put(name, List.of(secrets));
		return this;
	}

	/**
	 * Adds limits, of each account.
	 * @param quotas the limits
	 * @return this
	 */
	public HonestProviderBuilder limits(Quota... quotas) {
		this.options.quotas.addAll(List.of(quotas));
		return this;
	}

	/**
	 * Sets how long the work takes, between the counter and the answer.
	 * @param fixed the least
	 * @param random what is added at most, evenly drawn
	 * @return this
	 */
	public HonestProviderBuilder latency(Duration fixed, Duration random) {
		this.options.latency = fixed.toNanos();
		this.options.latencySpread = random.toNanos();
		return this;
	}

	/**
	 * Sets how long the link holds a request up before the counter sees it.
	 * @param most the most, evenly drawn from 0
	 * @return this
	 */
	public HonestProviderBuilder jitter(Duration most) {
		this.options.jitter = most.toNanos();
		return this;
	}

	/**
	 * Sets how a refusal says when to come again; whole seconds by default.
	 * @param form the form
	 * @return this
	 */
	public HonestProviderBuilder retryAfter(RetryAfter form) {
		this.options.retryAfter = form;
		return this;
	}

	/**
	 * Adds {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset} to every
	 * answer. The reset is the time until all that is counted has left, in seconds with
	 * three decimals.
	 * @return this
	 */
	public HonestProviderBuilder announced() {
		return announced(LimitHeaders.CUSTOMARY, ResetForm.DECIMALS);
	}

	/**
	 * Tells in every answer the limit, what is left of it, and the time until all that is
	 * counted has left.
	 * @param names the names of the headers
	 * @param reset how the time is written
	 * @return this
	 */
	public HonestProviderBuilder announced(LimitHeaders names, ResetForm reset) {
		this.options.announced = names;
		this.options.reset = reset;
		return this;
	}

	/**
	 * Sends bodies in parts.
	 * @param parts how many
	 * @param pause the time between two
	 * @return this
	 */
	public HonestProviderBuilder stream(int parts, Duration pause) {
		this.options.parts = parts;
		this.options.pause = pause.toNanos();
		return this;
	}

	/**
	 * Sets the header in which keys arrive; {@code Authorization} by default.
	 * @param name its name
	 * @return this
	 */
	public HonestProviderBuilder keyHeader(String name) {
		this.options.keyHeader = name.toLowerCase(Locale.ROOT);
		return this;
	}

	/**
	 * Sets what an accepted call is answered.
	 * @param answer makes JSON of a call
	 * @return this
	 */
	public HonestProviderBuilder answer(Function<Call, String> answer) {
		this.options.answer = answer;
		return this;
	}

	/**
	 * Sets what phases, latencies, jitter and shares are drawn from.
	 * @param seed the seed
	 * @return this
	 */
	public HonestProviderBuilder seed(long seed) {
		this.options.random.setSeed(seed);
		return this;
	}

	/**
	 * Starts the provider.
	 * @return the provider, which must be closed
	 */
	public HonestProvider start() {
		return new HonestProvider(this.options).start();
	}

}
