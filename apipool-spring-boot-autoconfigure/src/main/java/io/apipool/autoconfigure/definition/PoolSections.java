package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes the sections of a pool to the annotation processor. Nobody binds or injects
 * these.
 */
final class PoolSections {

	private PoolSections() {
	}

	/**
	 * Describes a key.
	 *
	 * @param id Unique in the pool and safe to show. By default the pool's name and eight
	 * hex digits of the secret's SHA-256.
	 * @param value The secret; required.
	 * @param quotaGroup Account that the provider counts; keys of one group share limits.
	 * By default the key is a group of its own.
	 * @param weight How often its turn comes by weight.
	 * @param tier Rank where tiers are drained in turn, lowest first.
	 * @param metadata Free for the application; nothing by default.
	 */
	@ConfigurationProperties("apipool.pools.*.keys[*]")
	record Key(@Nullable String id, String value, @Nullable String quotaGroup, @DefaultValue("1") int weight,
			@DefaultValue("0") int tier, Map<String, String> metadata) {
	}

	/**
	 * Describes a model.
	 *
	 * @param match Names of models, with * for any text; required.
	 * @param limits Limits of these models together, within the group's; none by default.
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
	 * @param exception Name of the exception class; required.
	 * @param outcome What it means: throttled, quota-exhausted, out-of-credit,
	 * key-rejected, overloaded, failed, request-error or cancelled; required.
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
