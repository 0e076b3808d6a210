package io.apipool.limit;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.RateLimitDefinition;

/**
 * The named limits, and those of single methods. Internal: the wiring makes one.
 */
public final class DefaultRateLimiters implements RateLimiters, AutoCloseable {

	private final PermitStore store;

	private final Timekeeper timekeeper;

	private final AtomicReference<Duration> marginCap;

	private final Map<String, RateLimit> named = Collections.synchronizedMap(new LinkedHashMap<>());

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
		this.marginCap = new AtomicReference<>(marginCap);
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
		RateLimit limit = new RateLimit(new LimitSite(terms(definition), dimension, this.store, this.timekeeper));
		this.created.add(limit);
		return limit;
	}

	private LimitSite.Terms terms(RateLimitDefinition definition) {
		return new LimitSite.Terms(definition, Objects.requireNonNull(this.marginCap.get()));
	}

	/**
	 * Checks whether the limits can be defined anew.
	 * @param definitions the named limits
	 * @throws InvalidDefinitionException if permits of a limit would be of something else
	 */
	public void check(Collection<RateLimitDefinition> definitions) {
		for (RateLimitDefinition definition : definitions) {
			RateLimit present = this.named.get(definition.name());
			PermitDimension dimension = PermitDimension.of(definition.name(), definition.limits());
			if (present != null && !present.countsAlike(dimension)) {
				throw new InvalidDefinitionException("apipool.rate-limits." + definition.name() + ".limits",
						definition.limits().toString(), "counts something else than before",
						"restart the application, or give the new limits another name");
			}
		}
	}

	/**
	 * Defines the named limits anew; what was counted stays counted. One that is defined
	 * no more goes on as it was, for methods and beans hold it.
	 * @param marginCap the cap of the margin of limits that name none
	 * @param definitions the named limits, checked
	 */
	public void redefine(Duration marginCap, Collection<RateLimitDefinition> definitions) {
		this.marginCap.set(marginCap);
		for (RateLimitDefinition definition : definitions) {
			RateLimit present = this.named.get(definition.name());
			if (present != null) {
				present.redefine(terms(definition));
			}
			else {
				this.named.put(definition.name(), create(definition));
			}
		}
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
