package io.apipool.pool;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.apipool.ApiKey;

/**
 * Who makes clients, and of which secrets. Of secrets that are gone it remembers nothing.
 */
final class ClientSource {

	private final String name;

	private final Function<ApiKey, ?> maker;

	private final Set<KeyClients> places = Collections.newSetFromMap(new WeakHashMap<>());

	private final AtomicBoolean closed = new AtomicBoolean();

	ClientSource(String name, Function<ApiKey, ?> maker) {
		this.name = name;
		this.maker = maker;
	}

	/**
	 * Makes a client that is kept in a place.
	 * @throws RuntimeException what the application throws, whatever it is
	 */
	Object make(ApiKey key, KeyClients place) {
		synchronized (this) {
			this.places.add(place);
		}
		Object made = this.maker.apply(key);
		if (made == null) {
			throw new IllegalStateException(this.name + " returned null in place of a client for " + key);
		}
		return made;
	}

	boolean isClosed() {
		return this.closed.get();
	}

	void check() {
		if (isClosed()) {
			throw new IllegalStateException("the clients of " + this.name + " are closed");
		}
	}

	/**
	 * Closes the clients that it has made, and makes no others.
	 */
	void close(Object owner) {
		this.closed.set(true);
		places().forEach((place) -> place.close(owner));
	}

	private synchronized List<KeyClients> places() {
		return List.copyOf(this.places);
	}

}
