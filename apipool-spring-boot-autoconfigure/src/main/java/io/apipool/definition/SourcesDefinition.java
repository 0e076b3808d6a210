package io.apipool.definition;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where keys come from and how they are looked after.
 *
 * @param envPrefix the whole name of the unnumbered environment variable
 * @param refreshInterval how often polled sources are asked
 * @param allowEmpty whether a polled source may leave the pool without a key
 * @param probeInterval how often keys are probed, or null: never
 */
public record SourcesDefinition(String envPrefix, Duration refreshInterval, boolean allowEmpty,
		@Nullable Duration probeInterval) {

	/**
	 * Returns what applies where nothing is configured.
	 * @param pool the pool's name
	 * @return the defaults; {@code GEMINI_API_KEY} is the variable of {@code gemini}
	 */
	public static SourcesDefinition defaults(String pool) {
		StringBuilder name = new StringBuilder(pool.length() + 8);
		pool.chars()
			.forEach((c) -> name.append((char) (Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_')));
		return new SourcesDefinition(name + "_API_KEY", Duration.ofSeconds(60), false, null);
	}

}
