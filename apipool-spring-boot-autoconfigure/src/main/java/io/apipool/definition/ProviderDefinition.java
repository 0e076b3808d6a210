package io.apipool.definition;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider. A provider is data: nothing of it is code.
 *
 * @param name the provider's name
 * @param baseUrl the address of its service, or null: each customer has one of his own
 * @param key where the key goes
 * @param headers the headers that go with each request; names in any case
 * @param limits who shares the count, and what to start with
 * @param announcements the headers that announce limits
 * @param rules what an answer means, first match first
 * @param tokens where an answer reports tokens
 * @param probe the cheap request that tells whether a key works, or null
 * @param discovery the request that tells the limits, or null
 */
public record ProviderDefinition(String name, @Nullable URI baseUrl, KeyPlacement key, Map<String, String> headers,
		ProviderLimits limits, List<LimitAnnouncement> announcements, List<OutcomeRule> rules, TokenPaths tokens,
		@Nullable ProbeDefinition probe, @Nullable DiscoveryDefinition discovery) {

	public ProviderDefinition {
		Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		copy.putAll(headers);
		headers = Collections.unmodifiableMap(copy);
		announcements = List.copyOf(announcements);
		rules = List.copyOf(rules);
	}

	/**
	 * Returns a provider of which nothing is known but the standards.
	 * @param name its name
	 * @return a provider that takes {@code Authorization: Bearer}
	 */
	public static ProviderDefinition unknown(String name) {
		return new ProviderDefinition(name, null, KeyPlacement.BEARER, Map.of(), ProviderLimits.UNKNOWN, List.of(),
				List.of(), TokenPaths.NONE, null, null);
	}

}
