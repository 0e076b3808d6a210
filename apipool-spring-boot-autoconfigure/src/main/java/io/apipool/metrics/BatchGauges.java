package io.apipool.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.apipool.ApiKeyPoolListener;
import io.apipool.RunningBatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The gauges of batches, registered with the first batch of an operation. Batches of one
 * operation that run side by side are added up; afterwards the gauges stay at the last
 * one's end. Internal.
 */
public final class BatchGauges implements ApiKeyPoolListener {

	private final SafeRegistry registry;

	private final Map<Place, BatchReading> readings = new ConcurrentHashMap<>();

	BatchGauges(Supplier<? extends MeterRegistry> registry) {
		this.registry = new SafeRegistry(registry);
	}

	/**
	 * Creates the listener.
	 * @param beans where the registry is; asked when the first batch begins
	 * @return the listener
	 */
	public static BatchGauges of(BeanFactory beans) {
		return new BatchGauges(SingletonSupplier.of(() -> beans.getBean(MeterRegistry.class)));
	}

	@Override
	public void batchStarted(RunningBatch batch) {
		this.readings.computeIfAbsent(Place.of(batch), this::register).started(batch);
	}

	@Override
	public void batchEnded(RunningBatch batch) {
		BatchReading reading = this.readings.get(Place.of(batch));
		if (reading != null) {
			reading.ended(batch);
		}
	}

	private BatchReading register(Place place) {
		BatchReading reading = new BatchReading();
		Tags tags = Tags.of(MeterNames.POOL_TAG, place.pool(), MeterNames.OPERATION_TAG, place.operation());
		gauge(MeterNames.BATCH_DONE, "Items of batches that have ended", tags, reading, BatchReading::done);
		gauge(MeterNames.BATCH_TOTAL, "Items of batches, where the input tells", tags, reading, BatchReading::total);
		return reading;
	}

	private void gauge(String name, String description, Tags tags, BatchReading reading,
			ToDoubleFunction<BatchReading> value) {
		this.registry.<@Nullable Gauge>register(name,
				() -> Gauge.builder(name, reading, value)
					.description(description)
					.tags(tags)
					.register(this.registry.registry()),
				() -> null);
	}

	private record Place(String pool, String operation) {

		static Place of(RunningBatch batch) {
			return new Place(batch.pool(), batch.operation());
		}

	}

}
