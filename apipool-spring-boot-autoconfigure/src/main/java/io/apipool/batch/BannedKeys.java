package io.apipool.batch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.apipool.ApiKeyPool;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;

/**
 * The keys of a pool that are banned, or were rejected by the provider.
 */
final class BannedKeys {

	private BannedKeys() {
	}

	static Map<String, Instant> of(ApiKeyPool pool) {
		Map<String, Instant> banned = new LinkedHashMap<>();
		for (KeySnapshot key : pool.keys()) {
			if (key.state() == KeyState.BANNED || key.state() == KeyState.INVALID) {
				banned.put(key.id(), Objects.requireNonNullElse(key.until(), Instant.MAX));
			}
		}
		return banned;
	}

}
