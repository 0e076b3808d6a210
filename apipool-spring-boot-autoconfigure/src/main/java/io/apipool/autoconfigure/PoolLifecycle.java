package io.apipool.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.limit.DefaultRateLimiters;
import io.apipool.pool.DefaultApiKeyPools;

import org.springframework.context.SmartLifecycle;

/**
 * Opens the pools at start-up, also where beans are lazy, and closes the door to waiting
 * before anything else stops: calls that wait for a key end at once, those that hold one
 * end normally, and what the web server still answers takes a free key or none. A context
 * that is started again waits again; the pools themselves end when they are destroyed.
 */
final class PoolLifecycle implements SmartLifecycle {

	private final DefaultApiKeyPools pools;

	private final DefaultRateLimiters limiters;

	private final AtomicBoolean running = new AtomicBoolean();

	PoolLifecycle(DefaultApiKeyPools pools, DefaultRateLimiters limiters) {
		this.pools = pools;
		this.limiters = limiters;
	}

	@Override
	public void start() {
		this.pools.resume();
		this.limiters.resume();
		this.running.set(true);
	}

	@Override
	public void stop() {
		this.running.set(false);
		this.pools.pause();
		this.limiters.close();
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
