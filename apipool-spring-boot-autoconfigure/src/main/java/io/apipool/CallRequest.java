package io.apipool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs of a pool. Immutable: each method returns a changed copy, so that a
 * request can be made once and used for many calls.
 */
public final class CallRequest {

	private final String operation;

	private final @Nullable String model;

	private final Map<String, Double> units;

	private final Options options;

	private CallRequest(String operation, @Nullable String model, Map<String, Double> units, Options options) {
		this.operation = operation;
		this.model = model;
		this.units = units;
		this.options = options;
	}

	/**
	 * Returns a request that needs one call and nothing else.
	 * @param operation what the call does, for usage and messages
	 * @return the request
	 */
	public static CallRequest of(String operation) {
		return new CallRequest(Objects.requireNonNull(operation, "no operation"), null, Map.of(), Options.NONE);
	}

	/**
	 * Names the model, whose limits then apply within those of the group.
	 * @param model the provider's name of it
	 * @return a changed copy
	 */
	public CallRequest model(String model) {
		return new CallRequest(this.operation, model, this.units, this.options);
	}

	/**
	 * Estimates the tokens, input and output together.
	 * @param estimate not negative
	 * @return a changed copy
	 */
	public CallRequest tokens(long estimate) {
		return units(LimitDefinition.TOKENS, (double) estimate);
	}

	/**
	 * Names the amount of a dimension; {@code requests} is 1 unless named.
	 * @param dimension its name, as limits write it
	 * @param amount not negative
	 * @return a changed copy
	 * @throws IllegalArgumentException if the amount is negative or not a number
	 */
	public CallRequest units(String dimension, double amount) {
		if (!(amount >= 0) || Double.isInfinite(amount)) {
			throw new IllegalArgumentException(dimension + ": " + amount + " is not an amount");
		}
		return new CallRequest(this.operation, this.model, with(this.units, dimension, amount), this.options);
	}

	/**
	 * Names what wants to meet the same key again, such as a conversation.
	 * @param affinity compared by {@code equals}
	 * @return a changed copy
	 */
	public CallRequest affinity(Object affinity) {
		Options o = this.options;
		return with(new Options(affinity, o.priority, o.maxWait, o.maxAttempts, o.tags));
	}

	/**
	 * Sets the priority among waiting calls.
	 * @param priority higher first; 0 by default
	 * @return a changed copy
	 */
	public CallRequest priority(int priority) {
		Options o = this.options;
		return with(new Options(o.affinity, priority, o.maxWait, o.maxAttempts, o.tags));
	}

	/**
	 * Bounds all waiting of the call together, in place of the pool's {@code max-wait}.
	 * @param maxWait zero: does not wait
	 * @return a changed copy
	 * @throws IllegalArgumentException if it is negative
	 */
	public CallRequest maxWait(Duration maxWait) {
		if (maxWait.isNegative()) {
			throw new IllegalArgumentException("maxWait: " + maxWait + " is negative");
		}
		Options o = this.options;
		return with(new Options(o.affinity, o.priority, maxWait, o.maxAttempts, o.tags));
	}

	/**
	 * Bounds the attempts, in place of the pool's {@code retry.max-attempts}.
	 * @param maxAttempts 0: the pool's; 1: never again
	 * @return a changed copy
	 * @throws IllegalArgumentException if it is negative
	 */
	public CallRequest maxAttempts(int maxAttempts) {
		if (maxAttempts < 0) {
			throw new IllegalArgumentException("maxAttempts: " + maxAttempts + " is negative");
		}
		Options o = this.options;
		return with(new Options(o.affinity, o.priority, o.maxWait, maxAttempts, o.tags));
	}

	/**
	 * Adds a tag, for events and observations only.
	 * @param key its name
	 * @param value its value, never a secret
	 * @return a changed copy
	 */
	public CallRequest tag(String key, String value) {
		Options o = this.options;
		return with(new Options(o.affinity, o.priority, o.maxWait, o.maxAttempts, with(o.tags, key, value)));
	}

	private CallRequest with(Options options) {
		return new CallRequest(this.operation, this.model, this.units, options);
	}

	private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
		Map<String, V> copy = new LinkedHashMap<>(map);
		copy.put(key, value);
		return Map.copyOf(copy);
	}

	/**
	 * Returns what the call does.
	 * @return the operation
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Returns the model.
	 * @return its name, or null
	 */
	public @Nullable String model() {
		return this.model;
	}

	/**
	 * Returns the estimate of tokens.
	 * @return empty if none was named
	 */
	public OptionalLong tokens() {
		Double tokens = this.units.get(LimitDefinition.TOKENS);
		return (tokens != null) ? OptionalLong.of(tokens.longValue()) : OptionalLong.empty();
	}

	/**
	 * Returns the amounts that were named.
	 * @return an immutable map from dimension to amount
	 */
	public Map<String, Double> units() {
		return this.units;
	}

	/**
	 * Returns what wants to meet the same key again.
	 * @return the affinity, or null
	 */
	public @Nullable Object affinity() {
		return this.options.affinity;
	}

	/**
	 * Returns the priority among waiting calls.
	 * @return higher first
	 */
	public int priority() {
		return this.options.priority;
	}

	/**
	 * Returns the bound of all waiting.
	 * @return empty: the pool's
	 */
	public Optional<Duration> maxWait() {
		return Optional.ofNullable(this.options.maxWait);
	}

	/**
	 * Returns the bound of the attempts.
	 * @return 0: the pool's
	 */
	public int maxAttempts() {
		return this.options.maxAttempts;
	}

	/**
	 * Returns the tags.
	 * @return an immutable map
	 */
	public Map<String, String> tags() {
		return this.options.tags;
	}

	@Override
	public String toString() {
		return (this.model != null) ? this.operation + "@" + this.model : this.operation;
	}

	private record Options(@Nullable Object affinity, int priority, @Nullable Duration maxWait, int maxAttempts,
			Map<String, String> tags) {

		static final Options NONE = new Options(null, 0, null, 0, Map.of());

	}

}
