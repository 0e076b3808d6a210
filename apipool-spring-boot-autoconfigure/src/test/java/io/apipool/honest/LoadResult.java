package io.apipool.honest;

import java.util.Map;

/**
 * What came of a load.
 *
 * @param succeeded how many calls succeeded
 * @param failed how many failed, by status or type of exception
 * @param goodput what the provider says was used while the load lasted
 * @param delays how long requests took to the counter
 * @param report what the provider saw, to the last call
 */
public record LoadResult(long succeeded, Map<String, Long> failed, Goodput goodput, Delays delays, Report report) {

	@Override
	public String toString() {
		return "%d succeeded, %s failed, %.1f %% of %.0f used in %d windows, %d beyond, to the counter %s".formatted(
				this.succeeded, this.failed, 100 * this.goodput.share(), this.goodput.possible(),
				this.goodput.windows(), this.report.beyond(), this.delays);
	}

}
