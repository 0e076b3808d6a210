package io.apipool.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that have left a pool, by what is seen of it now and then. Their meters stay
 * for a while, so that a monitoring system has their last values.
 */
final class GoneKeys {

	/** So long a key must have been away. */
	static final Duration LONG = Duration.ofMinutes(10);

	private final Map<String, Long> since = new HashMap<>();

	/**
	 * Looks at a pool.
	 * @param known the ids that have meters
	 * @param present the ids of the keys there are
	 * @param now the instant, monotonic
	 * @return the ids that have been gone for long; they are forgotten here
	 */
	List<String> of(Set<String> known, Set<String> present, long now) {
		this.since.keySet().removeIf(present::contains);
		List<String> gone = new ArrayList<>();
		for (String id : known) {
			if (!present.contains(id) && now - this.since.computeIfAbsent(id, (fresh) -> now) >= LONG.toNanos()) {
				gone.add(id);
			}
		}
		gone.forEach(this.since::remove);
		return gone;
	}

}
