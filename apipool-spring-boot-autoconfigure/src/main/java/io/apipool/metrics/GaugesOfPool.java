package io.apipool.metrics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.apipool.KeyState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one pool in one registry. Those of limits and rates come and go with what
 * they show: each new reading registers what is new and removes what is gone.
 */
final class GaugesOfPool {

	private final SafeRegistry registry;

	private final PoolReadings readings;

	private final Map<LimitName, Registered> limits = new ConcurrentHashMap<>();

	private final Map<String, Registered> rates = new ConcurrentHashMap<>();

	private GaugesOfPool(SafeRegistry registry, PoolReadings readings) {
		this.registry = registry;
		this.readings = readings;
	}

	static void register(SafeRegistry registry, PoolReadings readings) {
		GaugesOfPool gauges = new GaugesOfPool(registry, readings);
		gauges.fixed();
		readings.tell(gauges::follow);
	}

	private void fixed() {
		gauge(MeterNames.WAITING, "Calls that wait for a key", tags(), PoolReading::waiting);
		for (KeyState state : KeyState.values()) {
			gauge(MeterNames.KEYS, "Keys, by their state", tags().and(MeterNames.STATE_TAG, state.word()),
					(reading) -> reading.keys().getOrDefault(state, 0));
		}
	}

	private synchronized void follow(PoolReading reading) {
		follow(this.limits, reading.left().keySet(),
				(limit) -> gauge(MeterNames.LIMIT_REMAINING, "What is left of a limit",
						tags().and(MeterNames.GROUP_TAG, limit.group(), MeterNames.LIMIT_TAG, limit.limit()),
						(latest) -> latest.left().getOrDefault(limit, Double.NaN)));
		follow(this.rates, reading.rates().keySet(),
				(group) -> gauge(MeterNames.RATE, "The learnt rate in requests a second",
						tags().and(MeterNames.GROUP_TAG, group),
						(latest) -> latest.rates().getOrDefault(group, Double.NaN)));
	}

	private <K> void follow(Map<K, Registered> gauges, Set<K> present, Function<K, Registered> register) {
		Set<K> gone = new HashSet<>(gauges.keySet());
		gone.removeAll(present);
		for (K each : gone) {
			remove(gauges.remove(each));
		}
		for (K each : present) {
			gauges.computeIfAbsent(each, register);
		}
	}

	private void remove(@Nullable Registered gauge) {
		if (gauge != null && gauge.meter() != null) {
			this.registry.registry().remove(gauge.meter());
		}
	}

	private Registered gauge(String name, String description, Tags tags, ToDoubleFunction<PoolReading> value) {
		Supplier<Number> now = () -> value.applyAsDouble(this.readings.now());
		return this.registry.register(name, () -> new Registered(
				Gauge.builder(name, now).description(description).tags(tags).register(this.registry.registry())),
				() -> new Registered(null));
	}

	private Tags tags() {
		return Tags.of(MeterNames.POOL_TAG, this.readings.pool());
	}

	private record Registered(@Nullable Meter meter) {
	}

}
