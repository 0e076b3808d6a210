package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes {@code apipool} to the annotation processor and so to editors. Nobody binds
 * or injects this: a failed conversion would show the value, which may be a secret.
 *
 * @param enabled Whether there are pools at all.
 * @param limitMargin Cap of how long a permit counts beyond its window; at most a tenth
 * of the window.
 * @param shadow Whether limits are counted but not kept.
 * @param observations Whether each call is an observation.
 * @param metrics Meters.
 * @param health Health of the pools.
 * @param http Clients that carry keys.
 * @param executor Bean name of the executor of asynchronous calls. By default virtual
 * threads where there are, else a bounded pool.
 * @param groups Quota groups that several pools share, by name.
 * @param pools Pools of keys, by name.
 * @param rateLimits Named limits, for RateLimited annotations and RateLimiters.
 * @param providers Providers of the application's own, or changes to those that are
 * shipped, by name.
 * @param usage Record of what was used.
 */
@ConfigurationProperties("apipool")
record ApiPoolProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration limitMargin,
		@DefaultValue("false") boolean shadow, @DefaultValue("false") boolean observations, Metrics metrics,
		Health health, Http http, @Nullable String executor, Map<String, GroupProperties> groups,
		Map<String, PoolProperties> pools, Map<String, RateLimitProperties> rateLimits,
		Map<String, ProviderProperties> providers, Usage usage) {

	/**
	 * Meters.
	 *
	 * @param keyTag Whether meters have a tag for the key.
	 */
	record Metrics(@DefaultValue("true") boolean keyTag) {
	}

	/**
	 * Health.
	 *
	 * @param soon A pool is up while one of its keys can serve within this time.
	 */
	record Health(@DefaultValue("1m") Duration soon) {
	}

	/**
	 * Clients.
	 *
	 * @param allowUncheckedRedirects Whether a key is put on a request of a client of
	 * which nobody knows whether it follows redirects.
	 */
	record Http(@DefaultValue("false") boolean allowUncheckedRedirects) {
	}

	/**
	 * Usage.
	 *
	 * @param flushInterval How often counts are written.
	 * @param events Which attempts are recorded one by one: none, failures or all.
	 * @param retention How long counts are kept.
	 * @param eventsRetention How long single attempts are kept.
	 * @param restoreTimeout How long the start waits for counts of an earlier run.
	 * @param jdbc Where it is written.
	 * @param report Daily report.
	 */
	record Usage(@DefaultValue("10s") Duration flushInterval, @DefaultValue("failures") String events,
			@DefaultValue("400d") Duration retention, @DefaultValue("7d") Duration eventsRetention,
			@DefaultValue("2s") Duration restoreTimeout, Jdbc jdbc, Report report) {

		/**
		 * Database.
		 *
		 * @param dataSource Bean name of the data source, where there are several.
		 * @param initializeSchema Whether the tables are created: embedded, always or
		 * never.
		 */
		record Jdbc(@Nullable String dataSource, @DefaultValue("embedded") String initializeSchema) {
		}

		/**
		 * Report.
		 *
		 * @param directory Where a daily report is written; none by default.
		 * @param zone Time zone of its days.
		 */
		record Report(@Nullable String directory, @DefaultValue("UTC") String zone) {
		}

	}

	/**
	 * Describes {@code apipool.groups.*}.
	 *
	 * @param limits Limits of the group, like 10/m.
	 */
	@ConfigurationProperties("apipool.groups.*")
	record GroupProperties(List<String> limits) {
	}

	/**
	 * Describes {@code apipool.rate-limits.*}.
	 *
	 * @param limits The limits, like 3/s.
	 * @param maxWait How long a call waits for a permit; zero refuses it at once.
	 */
	@ConfigurationProperties("apipool.rate-limits.*")
	record RateLimitProperties(List<String> limits, @DefaultValue("0s") Duration maxWait) {
	}

}
