package io.apipool.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.PoolSnapshot;
import io.apipool.Timekeeper;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Down while a pool has no key that can serve a call now or soon. A pool whose keys rest
 * for some seconds is no reason to wake anybody. Internal.
 */
public class PoolsHealthIndicator extends AbstractHealthIndicator {

	private final ApiKeyPools pools;

	private final Timekeeper timekeeper;

	private final Duration soon;

	private final Function<String, List<String>> troubles;

	/**
	 * Creates the indicator.
	 * @param pools the pools
	 * @param timekeeper what time it is
	 * @param soon how long a pool may be without a key
	 * @param troubles tells of a pool's sources of keys which fail: worth knowing, while
	 * the keys that are there serve
	 */
	public PoolsHealthIndicator(ApiKeyPools pools, Timekeeper timekeeper, Duration soon,
			Function<String, List<String>> troubles) {
		super("The state of the pools could not be read");
		this.pools = pools;
		this.timekeeper = timekeeper;
		this.soon = soon;
		this.troubles = troubles;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		Instant latest = this.timekeeper.instant().plus(this.soon);
		health.up();
		for (ApiKeyPool pool : this.pools) {
			PoolSnapshot snapshot = pool.snapshot();
			boolean serves = serves(snapshot, latest);
			health.withDetail(pool.name(), details(snapshot, serves));
			if (!serves) {
				health.down();
			}
		}
	}

	private static boolean serves(PoolSnapshot pool, Instant latest) {
		Instant at = pool.servesAt();
		return at != null && !at.isAfter(latest);
	}

	private Map<String, Object> details(PoolSnapshot pool, boolean serves) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", (serves ? Status.UP : Status.DOWN).getCode());
		details.put("keys", PoolsView.states(pool));
		details.put("waiting", pool.waiting());
		String at = View.at(pool.servesAt());
		if (at != null) {
			details.put("servesAt", at);
		}
		List<String> failing = this.troubles.apply(pool.name());
		if (!failing.isEmpty()) {
			details.put("sources", failing);
		}
		return details;
	}

}
