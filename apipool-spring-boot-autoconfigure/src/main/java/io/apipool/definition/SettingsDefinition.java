package io.apipool.definition;

import org.jspecify.annotations.Nullable;

/**
 * What is set for all pools.
 *
 * @param executor the bean name of the executor of asynchronous calls, or null: ours
 * @param shadow whether limits are only counted, not kept
 * @param allowUncheckedRedirects whether a key is put on a request of a client of which
 * nobody knows whether it follows redirects
 * @param operations what those who run the application see
 */
public record SettingsDefinition(@Nullable String executor, boolean shadow, boolean allowUncheckedRedirects,
		OperationsDefinition operations) {

	/** What applies where nothing is configured. */
	public static final SettingsDefinition DEFAULTS = new SettingsDefinition(null, false, false,
			OperationsDefinition.DEFAULTS);

}
