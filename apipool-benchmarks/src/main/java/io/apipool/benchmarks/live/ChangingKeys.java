package io.apipool.benchmarks.live;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.EnumerablePropertySource;

/**
 * The configuration of one pool whose keys change: replaced whole, as a config client
 * does.
 */
final class ChangingKeys extends EnumerablePropertySource<String> {

	private final int size;

	private final boolean newIds;

	private final AtomicReference<Map<String, Object>> properties = new AtomicReference<>(Map.of());

	/**
	 * Creates it.
	 * @param newIds whether a key that joins is always one that never was
	 */
	ChangingKeys(int size, boolean newIds) {
		super("changing-keys", "");
		this.size = size;
		this.newIds = newIds;
		change(0);
	}

	/**
	 * Replaces keys.
	 * @param round the number of the change: each lets a hundredth of the keys go, for as
	 * many that are new or come back, gives as many another secret, moves the limit, and
	 * turns the list
	 */
	void change(int round) {
		Map<String, Object> next = new HashMap<>();
		for (int i = 0; i < this.size; i++) {
			String key = id(i, round);
			String place = "apipool.pools.demo.keys[" + Math.floorMod(i + round, this.size) + "].";
			next.put(place + "id", key);
			next.put(place + "value", "secret-" + key + "-" + ((i % 100 == round % 100) ? round : 0));
		}
		next.put("apipool.pools.demo.limits", (100_000 + round % 10) + "/5s");
		next.put("apipool.pools.demo.max-wait", "30s");
		this.properties.set(next);
	}

	/**
	 * Returns the key in a place. Each place changes its key once in a hundred rounds: to
	 * another and back, or, where ids are new each time, to one that never was.
	 */
	private String id(int place, int round) {
		int changes = (round + place % 100) / 100;
		return "key-" + place + "-" + (this.newIds ? changes : changes % 2);
	}

	private Map<String, Object> present() {
		Map<String, Object> present = this.properties.get();
		return (present != null) ? present : Map.of();
	}

	@Override
	public String[] getPropertyNames() {
		return present().keySet().toArray(String[]::new);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return present().get(name);
	}

}
