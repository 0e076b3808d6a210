package io.apipool.metrics;

import java.util.Locale;

import io.apipool.WaitOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of one pool that calls move.
 */
final class CallMeters {

	private final GoneKeys gone = new GoneKeys();

	private final SafeRegistry registry;

	private final boolean keyTag;

	private final ByName<KeyMeters> keys;

	private final ByName<Timer> waits;

	private final ByName<Counter> exhausted;

	private final ByName<Counter> shadowed;

	CallMeters(SafeRegistry registry, String pool, boolean keyTag) {
		Tags tags = Tags.of(MeterNames.POOL_TAG, pool);
		this.registry = registry;
		this.keyTag = keyTag;
		this.keys = new ByName<>((key) -> new KeyMeters(registry, keyTag ? tags.and(MeterNames.KEY_TAG, key) : tags));
		this.waits = new ByName<>((outcome) -> registry.timer(MeterNames.WAIT, "Waiting for a key",
				tags.and(MeterNames.OUTCOME_TAG, outcome.toLowerCase(Locale.ROOT))));
		this.exhausted = new ByName<>((name) -> registry.counter(MeterNames.EXHAUSTED, "Calls that got no key", tags));
		this.shadowed = new ByName<>((limit) -> registry.counter(MeterNames.SHADOWED,
				"Attempts that a limit would have refused", tags.and(MeterNames.LIMIT_TAG, limit)));
	}

	KeyMeters key(String id) {
		return this.keys.of(this.keyTag ? id : "");
	}

	/**
	 * Removes the meters of keys that have been gone for long.
	 */
	synchronized void forgetGone(PoolReading reading) {
		if (this.keyTag) {
			for (String id : this.gone.of(this.keys.names(), reading.ids(), reading.at())) {
				KeyMeters meters = this.keys.remove(id);
				if (meters != null) {
					meters.forEach(this.registry.registry()::remove);
				}
			}
		}
	}

	Timer waits(WaitOutcome outcome) {
		return this.waits.of(outcome.name());
	}

	Counter exhausted() {
		return this.exhausted.of("");
	}

	Counter shadowed(String limit) {
		return this.shadowed.of(limit);
	}

}
