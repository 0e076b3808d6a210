package io.apipool.pool;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.CallRequest;
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

	/**
	 * Completes a need by the dimensions that the pool's limits count and the request
	 * does not name.
	 */
	Need complete(ResolvedPlan plan) {
		Need need = plan.need();
		for (String dimension : plan.setup().estimated()) {
			Recent used = isNamed(plan, dimension) ? null : recent(plan, dimension);
			if (used != null && used.estimate > 0) {
				need = need.with(dimension, used.estimate);
			}
		}
		return need;
	}

	/**
	 * Learns from a call that succeeded.
	 */
	void learn(ResolvedPlan plan, Need used) {
		for (String dimension : plan.setup().estimated()) {
			Recent recent = (used.of(dimension) > 0) ? recent(plan, dimension) : null;
			if (recent != null) {
				recent.add(used.of(dimension));
			}
		}
	}

	private static boolean isNamed(ResolvedPlan plan, String dimension) {
		CallRequest request = plan.request();
		return request.units().containsKey(dimension) || (plan.need().of(dimension) > 0 && !request.units().isEmpty());
	}

	private @Nullable Recent recent(ResolvedPlan plan, String dimension) {
		Key key = new Key(plan.request().operation(), plan.request().model(), dimension);
		Recent found = this.recent.get(key);
		if (found != null || this.recent.size() >= MOST_KEPT) {
			return found;
		}
		Recent created = new Recent();
		Recent before = this.recent.putIfAbsent(key, created);
		if (before != null) {
			return before;
		}
		logger.info(plan.core().name() + ": '" + plan.request() + "' names no " + dimension
				+ " although a limit counts them; the first call is taken for 0, later ones are estimated");
		return created;
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
