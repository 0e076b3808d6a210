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

	private final AtomicReference<Map<String, Object>> properties = new AtomicReference<>(Map.of());

	ChangingKeys(int size) {
		super("changing-keys", "");
		this.size = size;
		change(0);
	}

	/**
	 * Replaces keys.
	 * @param round the number of the change: each lets a hundredth of the keys go, for as
	 * many that are new or come back, gives as many another secret, and moves the limit
	 */
	void change(int round) {
		Map<String, Object> next = new HashMap<>();
		int step = this.size / 100;
		for (int i = 0; i < this.size; i++) {
			int key = Math.floorMod(i + round * step, 2 * this.size);
			String place = "apipool.pools.demo.keys[" + i + "].";
			next.put(place + "id", "key-" + key);
			next.put(place + "value", "secret-" + key + "-" + ((key % 100 == round % 100) ? round : 0));
		}
		next.put("apipool.pools.demo.limits", (100_000 + round % 10) + "/m");
		next.put("apipool.pools.demo.max-wait", "30s");
		this.properties.set(next);
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
