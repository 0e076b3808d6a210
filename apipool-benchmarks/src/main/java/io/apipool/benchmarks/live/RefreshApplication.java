package io.apipool.benchmarks.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;
import io.apipool.KeyLease;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.client.PooledClientFactory;
import io.apipool.client.RotatingClients;
import io.apipool.sync.KeysChangedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * An application that has a client for each key, in both ways, and counts events.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class RefreshApplication {

	@Bean
	Clients clients() {
		return new Clients();
	}

	@Bean
	Service service() {
		return new Service();
	}

	@Bean
	Vendor vendor(ApiKeyPools pools, Clients clients) {
		return RotatingClients.of(pools.get("demo"), Vendor.class, clients::open);
	}

	@Bean
	Events events() {
		return new Events();
	}

	static class Service {

		@PooledApiCall("demo")
		public int call(@PooledKey @Nullable Client client, KeyLease lease) {
			return (client != null) ? client.name().length() + lease.key().id().length() : 0;
		}

	}

	static class Events {

		private final LongAdder count = new LongAdder();

		@EventListener
		void changed(KeysChangedEvent event) {
			this.count.increment();
		}

		long count() {
			return this.count.sum();
		}

	}

	/**
	 * A vendor's client.
	 */
	interface Vendor extends AutoCloseable {

		String name();

		@Override
		void close();

	}

	static final class Clients implements PooledClientFactory<Client> {

		private final AtomicInteger open = new AtomicInteger();

		@Override
		public Client create(ApiKey key) {
			return open(key);
		}

		Client open(ApiKey key) {
			this.open.incrementAndGet();
			return new Client(key.id(), this.open);
		}

		int open() {
			return this.open.get();
		}

	}

	/**
	 * A client that knows how many are open.
	 *
	 * @param name whose it is
	 * @param open counted down at the end
	 */
	record Client(String name, AtomicInteger open) implements Vendor {

		@Override
		public void close() {
			this.open.decrementAndGet();
		}

	}

}
