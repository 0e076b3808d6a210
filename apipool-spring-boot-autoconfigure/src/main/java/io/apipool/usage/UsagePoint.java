package io.apipool.usage;

import java.time.Instant;

/**
 * What was done in one step of a timeline.
 *
 * @param at when the step began
 * @param totals what was done in it
 */
public record UsagePoint(Instant at, UsageTotals totals) {
}
