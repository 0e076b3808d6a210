package io.apipool.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.apipool.UsageBacklog;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.CallObservationsAutoConfiguration;
import io.apipool.autoconfigure.PoolMetersAutoConfiguration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * An application with pools and Boot's metrics, and what its registry holds.
 */
final class MeteredApplication {

	/** With the registry of meters that Boot makes where there is none. */
	static final ApplicationContextRunner WITHOUT_OBSERVATIONS = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, PoolMetersAutoConfiguration.class,
				CallObservationsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	/** With the registry of observations that Boot makes, too. */
	static final ApplicationContextRunner CONTEXTS = WITHOUT_OBSERVATIONS
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class));

	private MeteredApplication() {
	}

	/**
	 * Returns the names of our meters with the names of their tags.
	 */
	static Map<String, List<String>> tagsByName(MeterRegistry registry) {
		Map<String, List<String>> tags = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter.getId().getName().startsWith("apipool.")) {
				tags.put(meter.getId().getName(),
						new ArrayList<>(new TreeSet<>(meter.getId().getTags().stream().map(Tag::getKey).toList())));
			}
		}
		return tags;
	}

	/**
	 * A recording that is behind.
	 */
	record Behind(long pending, long dropped) implements UsageBacklog {
	}

}
