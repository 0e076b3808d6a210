package io.apipool.selection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lowest tier first, strict turn within it. Relies on positions that follow the tiers:
 * the first candidate of all is in the lowest tier that has any.
 */
final class Tiered implements KeySelector {

	private final Map<Integer, AtomicInteger> cursors = new ConcurrentHashMap<>();

	@Override
	public @Nullable Candidate next(Candidates candidates, CallRequest request) {
		Candidate first = candidates.from(0);
		if (first == null) {
			return null;
		}
		AtomicInteger cursor = this.cursors.computeIfAbsent(first.tier(), (tier) -> new AtomicInteger());
		while (true) {
			int at = cursor.get();
			Candidate found = candidates.from(at);
			Candidate chosen = (found != null && found.tier() == first.tier()) ? found : first;
			if (cursor.compareAndSet(at, chosen.position() + 1)) {
				return chosen;
			}
		}
	}

}
