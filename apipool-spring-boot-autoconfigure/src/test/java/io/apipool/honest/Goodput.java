package io.apipool.honest;

import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Function;

/**
 * How much of what the limits allow was used, over whole windows. The rate that is
 * possible is the long-run one of the limits on requests, {@code amount / window}; the
 * windows in which the first and the last request came are not counted, because their
 * edges say more about the observer than about the client. The grid is that of the
 * longest window of which at least three were seen; a longer one bounds the sum.
 *
 * @param accepted what was accepted in the whole windows
 * @param possible the most that was possible in them
 * @param windows how many were seen
 */
public record Goodput(long accepted, double possible, long windows) {

	static final Goodput NONE = new Goodput(0, 0, 0);

	private static final int FEWEST = 3;

	/**
	 * Returns which part of the possible was used.
	 * @return the part, 1 for all; NaN if no whole window was seen
	 */
	public double share() {
		return this.accepted / this.possible;
	}

	Goodput plus(Goodput other) {
		return new Goodput(this.accepted + other.accepted, this.possible + other.possible,
				Math.max(this.windows, other.windows));
	}

	/**
	 * Computes it for one account.
	 * @param arrivals the account's
	 * @param seen the instants of the first and the last arrival at any account
	 * @param quotas the account's limits
	 * @param windows finds a limit's window
	 * @param scaling how the limits were changed meanwhile
	 * @return the use that was made of the account
	 */
	static Goodput of(List<Arrival> arrivals, LongSummaryStatistics seen, List<Quota> quotas,
			Function<Quota, Window> windows, Scaling scaling) {
		long first = seen.getMin();
		long last = seen.getMax();
		Quota grid = quotas.stream()
			.filter((quota) -> quota.isRate() && quota.window().toNanos() <= (last - first) / FEWEST)
			.max(Comparator.comparing(Quota::window))
			.orElse(null);
		if (grid == null) {
			return NONE;
		}
		long from = windows.apply(grid).boundaryAfter(first);
		long whole = (last - from) / grid.window().toNanos();
		long to = from + whole * grid.window().toNanos();
		return new Goodput(accepted(arrivals, from, to), possible(quotas, to - from) * scaling.mean(from, to), whole);
	}

	private static long accepted(List<Arrival> arrivals, long from, long to) {
		return arrivals.stream()
			.filter((arrival) -> arrival.accepted() && arrival.nanos() >= from && arrival.nanos() < to)
			.count();
	}

	private static double possible(List<Quota> quotas, long nanos) {
		return quotas.stream()
			.filter(Quota::isRate)
			.mapToDouble((quota) -> quota.amount() * Math.max(1, (double) nanos / quota.window().toNanos()))
			.min()
			.orElse(Double.NaN);
	}

}
