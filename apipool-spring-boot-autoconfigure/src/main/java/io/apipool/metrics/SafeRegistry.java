package io.apipool.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopTimer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Registers meters, whatever the application's filters do. A meter that cannot be
 * registered counts nothing from then on, and the log says so once for each name: asking
 * again at each call would cost the calls more than the meter is worth.
 */
final class SafeRegistry {

	private static final Log logger = LogFactory.getLog(SafeRegistry.class);

	private final Supplier<? extends MeterRegistry> registry;

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	/**
	 * Creates it.
	 * @param registry asked when the first meter is needed
	 */
	SafeRegistry(Supplier<? extends MeterRegistry> registry) {
		this.registry = registry;
	}

	Timer timer(String name, String description, Tags tags) {
		return register(name, () -> Timer.builder(name).description(description).tags(tags).register(registry()),
				() -> new NoopTimer(id(name, tags, Meter.Type.TIMER)));
	}

	Counter counter(String name, String description, Tags tags) {
		return register(name, () -> Counter.builder(name).description(description).tags(tags).register(registry()),
				() -> new NoopCounter(id(name, tags, Meter.Type.COUNTER)));
	}

	/**
	 * Registers something.
	 * @param name the meter's name
	 * @param registration how
	 * @param otherwise what stands for it where that fails
	 */
	<M> M register(String name, Supplier<M> registration, Supplier<M> otherwise) {
		try {
			return registration.get();
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.failed.add(name)) {
				logger.warn("The meter " + name + " could not be registered: it counts nothing, calls go on", ex);
			}
			return otherwise.get();
		}
	}

	MeterRegistry registry() {
		return this.registry.get();
	}

	private static Meter.Id id(String name, Tags tags, Meter.Type type) {
		return new Meter.Id(name, tags, null, null, type);
	}

}
