package io.apipool.benchmarks.goodput.peer;

import java.time.Duration;
import java.util.List;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * A {@code RateLimiter} of Resilience4j for each key. Internal.
 */
public final class Resilience4jLimiters extends InTurn {

	private final List<RateLimiter> limiters;

	/**
	 * Creates the limiters.
	 * @param keys the keys
	 * @param amount the calls of a window
	 * @param window the window
	 */
	public Resilience4jLimiters(List<String> keys, int amount, Duration window) {
		super(keys);
		RateLimiterConfig limit = RateLimiterConfig.custom()
			.limitForPeriod(amount)
			.limitRefreshPeriod(window)
			.timeoutDuration(Duration.ofMinutes(5))
			.build();
		this.limiters = keys.stream().map((key) -> RateLimiter.of(key, limit)).toList();
	}

	@Override
	void await(int key) throws InterruptedException {
		if (!this.limiters.get(key).acquirePermission()) {
			throw new InterruptedException();
		}
	}

}
