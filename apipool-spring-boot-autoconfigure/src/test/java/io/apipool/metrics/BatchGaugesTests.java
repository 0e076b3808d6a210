package io.apipool.metrics;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.RunningBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gauges of batches.
 */
class BatchGaugesTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final BatchGauges gauges = new BatchGauges(() -> this.registry);

	private double read(String name, String operation) {
		return this.registry.get(name).tags("pool", "demo", "operation", operation).gauge().value();
	}

	@Test
	void batchesSideBySideAreAddedUpAndTheLastOneStays() {
		Batch one = new Batch("prices", new AtomicLong(5), OptionalLong.of(100));
		Batch other = new Batch("prices", new AtomicLong(1), OptionalLong.of(10));
		this.gauges.batchStarted(one);
		this.gauges.batchStarted(other);
		assertThat(read("apipool.batch.done", "prices")).isEqualTo(6);
		assertThat(read("apipool.batch.total", "prices")).isEqualTo(110);
		this.gauges.batchEnded(one);
		other.items().set(7);
		assertThat(read("apipool.batch.done", "prices")).isEqualTo(7);
		this.gauges.batchEnded(other);
		assertThat(read("apipool.batch.done", "prices")).isEqualTo(7);
		assertThat(read("apipool.batch.total", "prices")).isEqualTo(10);
		this.gauges.batchStarted(one);
		assertThat(read("apipool.batch.done", "prices")).isEqualTo(5);
	}

	@Test
	void anUnknownTotalIsNoNumberAndOperationsAreApart() {
		this.gauges.batchStarted(new Batch("prices", new AtomicLong(), OptionalLong.empty()));
		this.gauges.batchStarted(new Batch("names", new AtomicLong(2), OptionalLong.of(3)));
		assertThat(read("apipool.batch.total", "prices")).isNaN();
		assertThat(read("apipool.batch.total", "names")).isEqualTo(3);
	}

	private record Batch(String operation, AtomicLong items, OptionalLong total) implements RunningBatch {

		@Override
		public String pool() {
			return "demo";
		}

		@Override
		public long done() {
			return this.items.get();
		}

		@Override
		public long failed() {
			return 0;
		}

	}

}
