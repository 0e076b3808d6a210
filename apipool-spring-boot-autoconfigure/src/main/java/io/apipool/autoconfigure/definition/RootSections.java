package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes sections to the annotation processor. Nobody binds or injects these.
 */
final class RootSections {

	private RootSections() {
	}

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
	 * Describes {@code apipool.groups.*}.
	 *
	 * @param limits Limits of the group, like 10/m; none by default.
	 */
	@ConfigurationProperties("apipool.groups.*")
	record GroupProperties(List<String> limits) {
	}

	/**
	 * Describes {@code apipool.rate-limits.*}.
	 *
	 * @param limits The limits, like 3/s; required.
	 * @param maxWait How long a call waits for a permit; zero refuses it at once.
	 */
	@ConfigurationProperties("apipool.rate-limits.*")
	record RateLimitProperties(List<String> limits, @DefaultValue("0s") Duration maxWait) {
	}

}
