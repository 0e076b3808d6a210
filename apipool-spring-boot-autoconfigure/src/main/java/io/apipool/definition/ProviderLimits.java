package io.apipool.definition;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a provider counts, and what a pool starts with as long as nothing was learnt.
 *
 * @param scope who shares the count
 * @param starting the limits to start with
 * @param source where they, or the rules that stand in their place, are documented, or
 * null
 * @param date when that was read, or null
 * @param resetZone the zone of the daily and monthly reset, or null: not known
 * @param adaptive the rate to learn where there are no limits, or null
 */
public record ProviderLimits(CountedBy scope, List<LimitDefinition> starting, @Nullable String source,
		@Nullable LocalDate date, @Nullable ZoneId resetZone, @Nullable AdaptiveDefinition adaptive) {

	/** Nothing is known: each key by itself, no limits. */
	public static final ProviderLimits UNKNOWN = new ProviderLimits(CountedBy.KEY, List.of(), null, null, null, null);

	public ProviderLimits {
		starting = List.copyOf(starting);
	}

}
