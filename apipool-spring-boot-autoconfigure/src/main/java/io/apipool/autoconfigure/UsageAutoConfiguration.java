package io.apipool.autoconfigure;

import io.apipool.ChangedStates;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.UsageDefinition;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.usage.DailyReports;
import io.apipool.usage.Incarnation;
import io.apipool.usage.ReportPlace;
import io.apipool.usage.UsageFlusher;
import io.apipool.usage.UsageRecorder;
import io.apipool.usage.UsageReports;
import io.apipool.usage.UsageStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The record of what keys were used for. Where it is written is another's business.
 */
@AutoConfiguration(after = ApiPoolAutoConfiguration.class)
@ConditionalOnBean(DefaultApiKeyPools.class)
public final class UsageAutoConfiguration {

	/**
	 * The store and the thread come before the pools, so that they go after those whose
	 * last calls end while they are destroyed.
	 */
	@Bean
	UsageRecorder apiPoolUsageRecorder(Incarnation incarnation, Timekeeper timekeeper, Definitions definitions,
			UsageThread thread, ObjectProvider<UsageStore> store) {
		store.getIfAvailable();
		return new UsageRecorder(incarnation, timekeeper, usage(definitions).events());
	}

	@Bean
	UsageReports usageReports(UsageRecorder recorder, ObjectProvider<UsageStore> store, Timekeeper timekeeper,
			Definitions definitions) {
		return new UsageReports(recorder, store.getIfAvailable(), timekeeper,
				ReportPlace.of(usage(definitions).storage()));
	}

	@Bean
	UsageThread apiPoolUsageThread() {
		return new UsageThread();
	}

	@Bean
	UsageFlusher.Destination apiPoolUsageDestination(ObjectProvider<UsageStore> store,
			ObjectProvider<ChangedStates> states) {
		return new UsageFlusher.Destination(store.getIfAvailable(), states.getIfAvailable(() -> ChangedStates.NONE));
	}

	@Bean
	UsageFlusher apiPoolUsageFlusher(UsageRecorder recorder, UsageFlusher.Destination destination,
			Timekeeper timekeeper, UsageThread thread, Definitions definitions) {
		return new UsageFlusher(recorder, destination, timekeeper, thread, usage(definitions));
	}

	@Bean
	@Lazy(false)
	UsageLifecycle apiPoolUsageLifecycle(UsageFlusher flusher, UsageReports reports, Timekeeper timekeeper,
			UsageThread thread, Definitions definitions) {
		DailyReports daily = DailyReports.of(reports, timekeeper, thread, usage(definitions).flushInterval());
		return new UsageLifecycle(flusher, daily, thread, !definitions.pools().isEmpty());
	}

	private static UsageDefinition usage(Definitions definitions) {
		return definitions.settings().operations().usage();
	}

}
