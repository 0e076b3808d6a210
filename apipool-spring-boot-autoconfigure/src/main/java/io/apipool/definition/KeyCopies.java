package io.apipool.definition;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies of a key in which one thing is changed.
 */
sealed interface KeyCopies permits KeyDefinition {

	String id();

	Secret secret();

	@Nullable String quotaGroup();

	int weight();

	int tier();

	Map<String, String> metadata();

	/**
	 * Names the id.
	 * @param id unique in its pool, safe to show
	 * @return a changed copy
	 */
	default KeyDefinition withId(String id) {
		return new KeyDefinition(id, secret(), quotaGroup(), weight(), tier(), metadata());
	}

	/**
	 * Sets the secret.
	 * @param secret the secret
	 * @return a changed copy
	 */
	default KeyDefinition withSecret(Secret secret) {
		return new KeyDefinition(id(), secret, quotaGroup(), weight(), tier(), metadata());
	}

	/**
	 * Names the quota group.
	 * @param quotaGroup the account that the provider counts
	 * @return a changed copy
	 */
	default KeyDefinition withQuotaGroup(String quotaGroup) {
		return new KeyDefinition(id(), secret(), quotaGroup, weight(), tier(), metadata());
	}

	/**
	 * Sets the weight.
	 * @param weight how often its turn comes by weight, at least 1
	 * @return a changed copy
	 */
	default KeyDefinition withWeight(int weight) {
		return new KeyDefinition(id(), secret(), quotaGroup(), weight, tier(), metadata());
	}

	/**
	 * Names the tier.
	 * @param tier lowest first
	 * @return a changed copy
	 */
	default KeyDefinition withTier(int tier) {
		return new KeyDefinition(id(), secret(), quotaGroup(), weight(), tier, metadata());
	}

	/**
	 * Sets the metadata.
	 * @param metadata free for the application, in place of what there was
	 * @return a changed copy
	 */
	default KeyDefinition withMetadata(Map<String, String> metadata) {
		return new KeyDefinition(id(), secret(), quotaGroup(), weight(), tier(), metadata);
	}

}
