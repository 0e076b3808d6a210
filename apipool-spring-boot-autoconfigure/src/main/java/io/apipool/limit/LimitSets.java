package io.apipool.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The limits in use of late: a thousand keys of a pool, or all counts of a limit, are
 * defined alike and share them. One that is forgotten is but made once more.
 */
final class LimitSets {

	private static final int MOST = 64;

	private final WallClock clock;

	private final Map<ScopeDefinition, LimitSet> latest = new LinkedHashMap<>(16, 0.75f, true);

	LimitSets(WallClock clock) {
		this.clock = clock;
	}

	synchronized LimitSet of(ScopeDefinition definition) {
		ScopeDefinition unnamed = new ScopeDefinition("", definition.limits(), definition.models(), definition.share(),
				definition.marginCap());
		LimitSet known = this.latest.get(unnamed);
		if (known == null) {
			known = LimitSet.create(unnamed, this.clock);
			this.latest.put(unnamed, known);
			Iterator<LimitSet> eldest = this.latest.values().iterator();
			if (this.latest.size() > MOST && eldest.next() != null) {
				eldest.remove();
			}
		}
		return known;
	}

}
