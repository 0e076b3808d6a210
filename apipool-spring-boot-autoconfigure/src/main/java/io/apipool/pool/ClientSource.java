package io.apipool.pool;

import java.util.function.Function;

import io.apipool.ApiKey;

/**
 * Who makes clients.
 *
 * @param owner whose clients they are: one a key for each owner
 * @param name for messages
 * @param maker makes the client of a key
 */
record ClientSource(Object owner, String name, Function<ApiKey, ?> maker) {

	@Override
	public String toString() {
		return this.name;
	}

}
