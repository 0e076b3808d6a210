package io.apipool.autoconfigure.definition;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.apipool.autoconfigure.definition.ApiPoolProperties.GroupProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes a pool to the annotation processor. Nobody binds or injects this.
 *
 * @param provider Name of the provider, which knows where the key goes and how limits are
 * announced.
 * @param baseUrl The only origin that may see a key; the provider's by default.
 * @param envPrefix Whole name of the unnumbered environment variable with a key, used
 * when there are no keys here. By default the pool's name in upper case and _API_KEY.
 * @param keys The keys: bare secrets, or id, value and more.
 * @param strategy Which key is next: round-robin, random, tiered or the bean name of a
 * KeySelector.
 * @param limits Limits of each quota group, like 10/m or 5 concurrent.
 * @param poolLimits Limits of the pool as a whole.
 * @param groups Limits of single quota groups, in place of those of each, by name.
 * @param models Models with limits of their own; the first that matches counts.
 * @param share Share of every limit that is ours.
 * @param maxWait Bounds all waiting of one call together; zero does not wait.
 * @param maxWaiting Most calls that wait.
 * @param overflow What happens with one more: reject.
 * @param callTimeout Bounds one attempt of an asynchronous call up to its value.
 * @param streamTimeout Bounds the time between elements of a stream.
 * @param leaseTimeout How long a lease that the application took may show no sign of
 * life.
 * @param retry When a call is tried again.
 * @param cooldown How long a throttled key rests.
 * @param ban When a failing key is banned.
 * @param outcomes What exception classes mean, subclasses included; the first that
 * matches counts.
 * @param throttleOn Exception classes that mean throttled.
 * @param adaptive Rate that is learnt from throttles.
 * @param fallback Pool that is asked when this one has no key.
 * @param probeInterval How often keys are probed; never by default.
 * @param refreshInterval How often polled sources of keys are asked.
 * @param allowEmpty Whether a polled source may leave the pool without a key.
 * @param batch Defaults of batches.
 * @param httpServiceGroups HTTP service groups that use the pool.
 * @param custom Free for the application.
 */
@ConfigurationProperties("apipool.pools.*")
record PoolProperties(@Nullable String provider, @Nullable URI baseUrl, @Nullable String envPrefix, List<Key> keys,
		@DefaultValue("round-robin") String strategy, List<String> limits, List<String> poolLimits,
		Map<String, GroupProperties> groups, List<Model> models, @DefaultValue("1.0") double share,
		@DefaultValue("5s") Duration maxWait, @DefaultValue("1000") int maxWaiting,
		@DefaultValue("reject") String overflow, @DefaultValue("30s") Duration callTimeout,
		@DefaultValue("5m") Duration streamTimeout, @DefaultValue("5m") Duration leaseTimeout, Retry retry,
		Cooldown cooldown, Ban ban, List<Outcome> outcomes, List<String> throttleOn,
		@NestedConfigurationProperty AdaptiveProperties adaptive, @Nullable String fallback,
		@Nullable Duration probeInterval, @DefaultValue("60s") Duration refreshInterval,
		@DefaultValue("false") boolean allowEmpty, Batch batch, List<String> httpServiceGroups,
		Map<String, String> custom) {

	/**
	 * Describes a key.
	 *
	 * @param id Unique in the pool and safe to show. By default the pool's name and eight
	 * hex digits of the secret's SHA-256.
	 * @param value The secret.
	 * @param quotaGroup Account that the provider counts; keys of one group share limits.
	 * @param weight How often its turn comes by weight.
	 * @param tier Rank where tiers are drained in turn, lowest first.
	 * @param metadata Free for the application.
	 */
	@ConfigurationProperties("apipool.pools.*.keys[*]")
	record Key(@Nullable String id, String value, @Nullable String quotaGroup, @DefaultValue("1") int weight,
			@DefaultValue("0") int tier, Map<String, String> metadata) {
	}

	/**
	 * Describes a model.
	 *
	 * @param match Names of models, with * for any text.
	 * @param limits Limits of these models together, within the group's.
	 * @param price What a million tokens cost.
	 */
	@ConfigurationProperties("apipool.pools.*.models[*]")
	record Model(List<String> match, List<String> limits, Price price) {

		/**
		 * Price.
		 *
		 * @param input Cost of a million input tokens.
		 * @param output Cost of a million output tokens.
		 */
		record Price(double input, double output) {
		}

	}

	/**
	 * Describes what an exception means.
	 *
	 * @param exception Name of the exception class.
	 * @param outcome What it means: throttled, quota-exhausted, out-of-credit,
	 * key-rejected, overloaded, failed, request-error or cancelled.
	 */
	@ConfigurationProperties("apipool.pools.*.outcomes[*]")
	record Outcome(String exception, String outcome) {
	}

	/**
	 * Retry.
	 *
	 * @param maxAttempts Attempts of one call.
	 * @param onFailure Whether a failed call (5xx, I/O, time-out) is tried again.
	 * @param backoff First rest of an overloaded provider, doubled each time.
	 * @param maxBackoff Longest rest of an overloaded provider.
	 * @param budget Retries are at most this share of the last minute's calls.
	 */
	record Retry(@DefaultValue("3") int maxAttempts, @DefaultValue("false") boolean onFailure,
			@DefaultValue("200ms") Duration backoff, @DefaultValue("5s") Duration maxBackoff,
			@DefaultValue("0.2") double budget) {
	}

	/**
	 * Cooldown.
	 *
	 * @param initial First rest where the provider announces none, doubled each time.
	 * @param max Longest guessed rest.
	 * @param jitter Guessed rests are longer by up to this share.
	 * @param maxAnnounced Longest announced rest; longer ones are cut.
	 */
	record Cooldown(@DefaultValue("5s") Duration initial, @DefaultValue("10m") Duration max,
			@DefaultValue("0.1") double jitter, @DefaultValue("32d") Duration maxAnnounced) {
	}

	/**
	 * Ban.
	 *
	 * @param threshold Failures in a row after which a key is banned, while others
	 * succeed.
	 * @param duration How long it is banned.
	 */
	record Ban(@DefaultValue("3") int threshold, @DefaultValue("5m") Duration duration) {
	}

	/**
	 * Batches.
	 *
	 * @param concurrency Items at once; by default twice the keys.
	 * @param retry When an item is tried again.
	 */
	record Batch(@Nullable Integer concurrency, BatchRetry retry) {

		/**
		 * Retry of items.
		 *
		 * @param maxAttempts Attempts of an item; by default those of a call.
		 * @param onFailure Whether a failed item is tried again; by default as a call.
		 */
		record BatchRetry(@Nullable Integer maxAttempts, @Nullable Boolean onFailure) {
		}

	}

}
