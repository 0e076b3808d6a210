package io.apipool.usage;

import java.util.List;

/**
 * What was done by one key, operation, model or the like.
 *
 * @param name the key's id, the operation, ...
 * @param totals what was done
 * @param timeline when it was done; empty where no interval was asked for
 */
public record UsageRow(String name, UsageTotals totals, List<UsagePoint> timeline) {

	public UsageRow {
		timeline = List.copyOf(timeline);
	}

}
