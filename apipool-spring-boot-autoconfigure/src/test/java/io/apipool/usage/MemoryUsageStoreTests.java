package io.apipool.usage;

import io.apipool.LimitHistory;
import io.apipool.StateHistory;

/**
 * The store of our own tests does what every store must.
 */
class MemoryUsageStoreTests extends UsageStoreContract {

	private final MemoryUsageStore store = new MemoryUsageStore();

	@Override
	protected UsageStore open() {
		return this.store;
	}

	@Override
	protected LimitHistory limits() {
		return this.store;
	}

	@Override
	protected StateHistory states() {
		return this.store;
	}

}
