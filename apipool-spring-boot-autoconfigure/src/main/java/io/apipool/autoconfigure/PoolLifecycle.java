package io.apipool.autoconfigure;

import io.apipool.limit.DefaultRateLimiters;
import io.apipool.pool.DefaultApiKeyPools;

import org.springframework.context.SmartLifecycle;

/**
 * Opens the pools at start-up, also where beans are lazy, and closes them before anything
 * else stops: calls that wait for a key end at once, those that hold one end normally.
 */
final class PoolLifecycle implements SmartLifecycle {

	private final DefaultApiKeyPools pools;

	private final DefaultRateLimiters limiters;

	private volatile boolean running;

	PoolLifecycle(DefaultApiKeyPools pools, DefaultRateLimiters limiters) {
		this.pools = pools;
		this.limiters = limiters;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.pools.close();
		this.limiters.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
