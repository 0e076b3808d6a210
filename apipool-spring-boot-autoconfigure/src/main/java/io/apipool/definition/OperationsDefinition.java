package io.apipool.definition;

import java.time.Duration;

/**
 * What those who run the application see.
 *
 * @param observations whether calls are observed
 * @param keyTag whether meters have a tag for the key
 * @param healthSoon a pool is up while one of its keys can serve within this time
 * @param usage what is recorded
 */
public record OperationsDefinition(boolean observations, boolean keyTag, Duration healthSoon, UsageDefinition usage) {

	/** What applies where nothing is configured. */
	public static final OperationsDefinition DEFAULTS = new OperationsDefinition(false, true, Duration.ofMinutes(1),
			UsageDefinition.DEFAULTS);

}
