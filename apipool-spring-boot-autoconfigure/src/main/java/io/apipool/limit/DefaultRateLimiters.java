package io.apipool.limit;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.apipool.Timekeeper;
import io.apipool.definition.RateLimitDefinition;

/**
 * The named limits, and those of single methods. Internal: the wiring makes one.
 */
public final class DefaultRateLimiters implements RateLimiters, AutoCloseable {

	private final PermitStore store;

	private final Timekeeper timekeeper;

	private final Duration marginCap;

	private final Map<String, RateLimit> named = new LinkedHashMap<>();

	private final Queue<RateLimit> created = new ConcurrentLinkedQueue<>();

	/**
	 * Creates the limits.
	 * @param store where permits are counted
	 * @param timekeeper the source of time
	 * @param marginCap the cap of the margin of limits that name none
	 * @param definitions the named limits
	 * @throws IllegalArgumentException if it cannot be said of which dimension the
	 * permits of a limit are
	 */
	public DefaultRateLimiters(PermitStore store, Timekeeper timekeeper, Duration marginCap,
			Collection<RateLimitDefinition> definitions) {
		this.store = store;
		this.timekeeper = timekeeper;
		this.marginCap = marginCap;
		for (RateLimitDefinition definition : definitions) {
			this.named.put(definition.name(), create(definition));
		}
	}

	/**
	 * Makes a limit that has no name of its own below {@code apipool.rate-limits}.
	 * @param definition the limit; its name is unique, for messages
	 * @return the limit, which ends with these
	 * @throws IllegalArgumentException if it cannot be said of which dimension its
	 * permits are
	 */
	public RateLimit create(RateLimitDefinition definition) {
		PermitDimension dimension = PermitDimension.of(definition.name(), definition.limits());
		RateLimit limit = new RateLimit(
				new LimitSite(definition, dimension, this.store, this.timekeeper, this.marginCap));
		this.created.add(limit);
		return limit;
	}

	/**
	 * Returns a named limit.
	 * @param name its name
	 * @return the limit
	 * @throws IllegalArgumentException if there is none; the message lists the names
	 * there are
	 */
	public RateLimit limit(String name) {
		RateLimit limit = this.named.get(name);
		if (limit == null) {
			String names = this.named.isEmpty() ? "there is none"
					: "there are " + String.join(", ", this.named.keySet());
			throw new IllegalArgumentException(
					"no rate limit '%s': %s; add it below apipool.rate-limits".formatted(name, names));
		}
		return limit;
	}

	@Override
	public RateLimiter get(String name) {
		return new DefinedRateLimiter(limit(name), null);
	}

	@Override
	public RateLimiter get(String name, Object key) {
		return new DefinedRateLimiter(limit(name), Objects.requireNonNull(key, "key"));
	}

	/**
	 * Lets calls wait again after {@link #close()}.
	 */
	public void resume() {
		this.created.forEach(RateLimit::open);
	}

	/**
	 * Ends all calls that wait. Later ones take free permits or none.
	 */
	@Override
	public void close() {
		this.created.forEach(RateLimit::close);
	}

}
