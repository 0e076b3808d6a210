package io.apipool.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.Timekeeper;
import io.apipool.UsageBacklog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Registers the gauges of all pools, and of the recording of usage where there is one. A
 * pool that is opened later has its gauges from its first call on. Internal.
 */
public final class PoolGauges implements MeterBinder {

	private final Supplier<ApiKeyPools> pools;

	private final Supplier<@Nullable UsageBacklog> backlog;

	private final Timekeeper timekeeper;

	private final List<SafeRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<String, PoolReadings> readings = new LinkedHashMap<>();

	private final Map<String, Consumer<PoolReading>> readers = new HashMap<>();

	/**
	 * Creates the binder.
	 * @param pools the pools; asked when it is bound
	 * @param backlog the recording of usage or null; asked when it is bound
	 * @param timekeeper tells how old a reading is
	 */
	public PoolGauges(Supplier<ApiKeyPools> pools, Supplier<@Nullable UsageBacklog> backlog, Timekeeper timekeeper) {
		this.pools = pools;
		this.backlog = backlog;
		this.timekeeper = timekeeper;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		SafeRegistry safe = new SafeRegistry(() -> registry);
		this.registries.add(safe);
		Set<String> known = new HashSet<>(this.readings.keySet());
		this.readings.values().forEach((reading) -> GaugesOfPool.register(safe, reading));
		for (ApiKeyPool pool : this.pools.get()) {
			if (!known.contains(pool.name())) {
				add(pool);
			}
		}
		UsageBacklog recording = this.backlog.get();
		if (recording != null) {
			usage(safe, registry, recording);
		}
	}

	/**
	 * Registers the gauges of a pool, unless they are registered or nothing is bound yet.
	 * @param pool its name
	 * @param reader told of each reading of it
	 */
	synchronized void watch(String pool, Consumer<PoolReading> reader) {
		this.readers.put(pool, reader);
		PoolReadings present = this.readings.get(pool);
		if (present != null) {
			present.tell(reader);
		}
		else if (!this.registries.isEmpty()) {
			add(this.pools.get().get(pool));
		}
	}

	private void add(ApiKeyPool pool) {
		PoolReadings reading = new PoolReadings(pool, this.timekeeper);
		this.readings.put(pool.name(), reading);
		this.registries.forEach((registry) -> GaugesOfPool.register(registry, reading));
		Consumer<PoolReading> reader = this.readers.get(pool.name());
		if (reader != null) {
			reading.tell(reader);
		}
	}

	private static void usage(SafeRegistry safe, MeterRegistry registry, UsageBacklog recording) {
		safe.<@Nullable Gauge>register(MeterNames.USAGE_PENDING,
				() -> Gauge.builder(MeterNames.USAGE_PENDING, recording::pending)
					.description("Usage that waits to be written")
					.register(registry),
				() -> null);
		safe.<@Nullable FunctionCounter>register(MeterNames.USAGE_DROPPED,
				() -> FunctionCounter.builder(MeterNames.USAGE_DROPPED, recording, UsageBacklog::dropped)
					.description("Usage that was given up because memory is bounded")
					.register(registry),
				() -> null);
	}

}
