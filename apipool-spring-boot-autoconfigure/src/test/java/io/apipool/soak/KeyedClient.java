package io.apipool.soak;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.ApiKey;
import io.apipool.client.PooledClientFactory;

/** An SDK's client, of which there is one a key. */
class KeyedClient implements AutoCloseable {

	private final Sender sender;

	private final ApiKey key;

	private final AtomicInteger open;

	KeyedClient(Sender sender, ApiKey key, AtomicInteger open) {
		this.sender = sender;
		this.key = key;
		this.open = open;
	}

	int send(String operation) throws IOException, InterruptedException {
		return this.sender.send(operation, this.key);
	}

	@Override
	public void close() {
		this.open.decrementAndGet();
	}

	/** Makes them, and knows how many are open. */
	static final class Factory implements PooledClientFactory<KeyedClient> {

		private final AtomicInteger open = new AtomicInteger();

		private final Sender sender;

		Factory(Sender sender) {
			this.sender = sender;
		}

		@Override
		public KeyedClient create(ApiKey key) {
			this.open.incrementAndGet();
			return new KeyedClient(this.sender, key, this.open);
		}

		int open() {
			return this.open.get();
		}

	}

}
