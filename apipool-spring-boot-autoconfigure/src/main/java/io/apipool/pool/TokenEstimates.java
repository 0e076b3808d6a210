package io.apipool.pool;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.CallRequest;
import io.apipool.Usage;
import io.apipool.limit.Need;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What calls that name no tokens are likely to use: the 90th percentile of the latest
 * calls of the same operation and model.
 */
final class TokenEstimates {

	private static final Log logger = LogFactory.getLog(TokenEstimates.class);

	private static final int MOST_KEPT = 10_000;

	private final Map<Key, Recent> recent = new ConcurrentHashMap<>();

	private final Map<Key, Recent> older = new ConcurrentHashMap<>();

	/**
	 * Completes a need by the dimensions that the pool's limits count and the request
	 * does not name.
	 */
	Need complete(ResolvedPlan plan) {
		Need need = plan.need();
		for (String dimension : plan.setup().estimated()) {
			Recent used = isNamed(plan, dimension) ? null : recent(plan, dimension);
			if (used != null && used.estimate > 0) {
				need = need.with(dimension, admissible(plan, need, dimension, used.estimate));
			}
		}
		return need;
	}

	/**
	 * Returns as much of an estimate as some key could ever admit: what is only estimated
	 * must not keep a call out for good.
	 */
	private static long admissible(ResolvedPlan plan, Need need, String dimension, long estimate) {
		if (Admissible.whyNever(plan, need.with(dimension, estimate)) == null) {
			return estimate;
		}
		long fits = 0;
		long tooMuch = estimate;
		while (tooMuch - fits > 1) {
			long middle = fits + (tooMuch - fits) / 2;
			if (Admissible.whyNever(plan, need.with(dimension, middle)) == null) {
				fits = middle;
			}
			else {
				tooMuch = middle;
			}
		}
		return fits;
	}

	/**
	 * Learns from a call that succeeded what it said it used, and nothing from what was
	 * only estimated for it.
	 */
	void learn(ResolvedPlan plan, Usage usage) {
		for (String dimension : plan.setup().estimated()) {
			Double used = usage.units().get(dimension);
			if (used != null) {
				recent(plan, dimension).add(Need.millionths(used));
			}
		}
	}

	private static boolean isNamed(ResolvedPlan plan, String dimension) {
		CallRequest request = plan.request();
		return request.units().containsKey(dimension) || (plan.need().of(dimension) > 0 && !request.units().isEmpty());
	}

	private Recent recent(ResolvedPlan plan, String dimension) {
		Key key = new Key(plan.request().operation(), plan.request().model(), dimension);
		Recent found = this.recent.get(key);
		if (found != null) {
			return found;
		}
		makeRoom();
		Recent known = this.older.remove(key);
		Recent created = (known != null) ? known : new Recent();
		Recent before = this.recent.putIfAbsent(key, created);
		if (known != null) {
			return known;
		}
		if (before != null) {
			return before;
		}
		logger.info(plan.core().name() + ": '" + plan.request() + "' names no " + dimension
				+ " although a limit counts it; the first call is taken for 0, later ones are estimated");
		return created;
	}

	/**
	 * Keeps those that were asked for since the last time there were too many, and those
	 * from before as long.
	 */
	private void makeRoom() {
		if (this.recent.size() >= MOST_KEPT / 2) {
			synchronized (this.older) {
				this.older.clear();
				this.older.putAll(this.recent);
				this.recent.clear();
			}
		}
	}

	private record Key(String operation, @Nullable String model, String dimension) {
	}

	/**
	 * The latest amounts of one operation and model.
	 */
	private static final class Recent {

		private final long[] amounts = new long[64];

		private int added;

		private volatile long estimate;

		synchronized void add(long amount) {
			this.amounts[this.added++ % this.amounts.length] = amount;
			int kept = Math.min(this.added, this.amounts.length);
			long[] sorted = Arrays.copyOf(this.amounts, kept);
			Arrays.sort(sorted);
			this.estimate = sorted[(int) Math.ceil(0.9 * kept) - 1];
		}

	}

}
