package io.apipool.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The limits in use of late: a thousand keys of a pool, or all counts of a limit, are
 * defined alike and share them. One that is forgotten is but made once more.
 */
final class LimitSets {

	private static final int MOST = 64;

	private final WallClock clock;

	private final Map<ScopeDefinition, LimitSet> latest = new LinkedHashMap<>(16, 0.75f, true);

	private @Nullable Last last;

	LimitSets(WallClock clock) {
		this.clock = clock;
	}

	synchronized LimitSet of(ScopeDefinition definition) {
		Last last = this.last;
		if (last == null || !last.isOf(definition)) {
			last = new Last(definition, find(definition));
			this.last = last;
		}
		return last.limits;
	}

	private LimitSet find(ScopeDefinition definition) {
		ScopeDefinition unnamed = new ScopeDefinition("", definition.limits(), definition.models(), definition.terms());
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

	/**
	 * What was asked for last. The keys of a pool come one after another, with the very
	 * same lists: those need not be gone through for each.
	 */
	private record Last(ScopeDefinition definition, LimitSet limits) {

		@SuppressWarnings("ReferenceEquality")
		boolean isOf(ScopeDefinition other) {
			return other.limits() == this.definition.limits() && other.models() == this.definition.models()
					&& other.terms().equals(this.definition.terms());
		}

	}

}
