package io.apipool.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.PolledKeys;

import org.springframework.context.SmartLifecycle;

/**
 * Asks the sources of keys before anything else starts, and until everything has stopped.
 */
final class PolledKeysLifecycle implements SmartLifecycle {

	private final PolledKeys polled;

	private final DefinitionSynchronizer synchronizer;

	private final AtomicBoolean running = new AtomicBoolean();

	PolledKeysLifecycle(PolledKeys polled, DefinitionSynchronizer synchronizer) {
		this.polled = polled;
		this.synchronizer = synchronizer;
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			this.polled.start(this.synchronizer);
		}
	}

	@Override
	public void stop() {
		this.running.set(false);
		this.polled.close();
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
