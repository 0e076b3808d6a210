package io.apipool.definition;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One key as it is configured.
 *
 * @param id unique in its pool, safe to show; empty: made of the pool's name and the
 * secret's fingerprint when the key joins a pool
 * @param secret the secret
 * @param quotaGroup the account that the provider counts, or null: the key's own
 * @param weight how often its turn comes by weight, at least 1
 * @param tier its rank where tiers are drained in turn, lowest first
 * @param metadata free for the application
 */
public record KeyDefinition(String id, Secret secret, @Nullable String quotaGroup, int weight, int tier,
		Map<String, String> metadata) {

	public KeyDefinition {
		metadata = Map.copyOf(metadata);
	}

	/**
	 * Returns a key with a fingerprint for an id.
	 * @param secret the secret
	 * @return the key
	 */
	public static KeyDefinition of(String secret) {
		return of("", secret);
	}

	/**
	 * Returns a key in a quota group of its own.
	 * @param id unique in its pool, safe to show
	 * @param secret the secret
	 * @return the key
	 */
	public static KeyDefinition of(String id, String secret) {
		return new KeyDefinition(id, Secret.of(secret), null, 1, 0, Map.of());
	}

	/**
	 * Names the id.
	 * @param id unique in its pool, safe to show
	 * @return a changed copy
	 */
	public KeyDefinition withId(String id) {
		return new KeyDefinition(id, this.secret, this.quotaGroup, this.weight, this.tier, this.metadata);
	}

	/**
	 * Sets the secret.
	 * @param secret the secret
	 * @return a changed copy
	 */
	public KeyDefinition withSecret(Secret secret) {
		return new KeyDefinition(this.id, secret, this.quotaGroup, this.weight, this.tier, this.metadata);
	}

	/**
	 * Names the quota group.
	 * @param quotaGroup the account that the provider counts
	 * @return a changed copy
	 */
	public KeyDefinition withQuotaGroup(String quotaGroup) {
		return new KeyDefinition(this.id, this.secret, quotaGroup, this.weight, this.tier, this.metadata);
	}

	/**
	 * Sets the weight.
	 * @param weight how often its turn comes by weight, at least 1
	 * @return a changed copy
	 */
	public KeyDefinition withWeight(int weight) {
		return new KeyDefinition(this.id, this.secret, this.quotaGroup, weight, this.tier, this.metadata);
	}

	/**
	 * Names the tier.
	 * @param tier lowest first
	 * @return a changed copy
	 */
	public KeyDefinition withTier(int tier) {
		return new KeyDefinition(this.id, this.secret, this.quotaGroup, this.weight, tier, this.metadata);
	}

	/**
	 * Sets the metadata.
	 * @param metadata free for the application, in place of what there was
	 * @return a changed copy
	 */
	public KeyDefinition withMetadata(Map<String, String> metadata) {
		return new KeyDefinition(this.id, this.secret, this.quotaGroup, this.weight, this.tier, metadata);
	}

}
