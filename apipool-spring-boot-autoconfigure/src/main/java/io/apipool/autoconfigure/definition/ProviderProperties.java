package io.apipool.autoconfigure.definition;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes a provider to the annotation processor. Nobody binds or injects this.
 *
 * @param baseUrl Address of the provider's service; by default the pool's own.
 * @param key Where the key goes.
 * @param headers Headers that go with each request; none by default.
 * @param scope Who shares the count: key, account, project or organisation.
 * @param limits Limits to start with; none by default, and with the word none.
 * @param limitsSource Where the limits are documented; nothing by default.
 * @param limitsDate When they were documented so; nothing by default.
 * @param resetZone Time zone of the daily and monthly reset; not known by default.
 * @param announce Headers that announce limit, remaining and reset; the standard ones by
 * default.
 * @param rules From status, header and body to outcome; by default the status alone
 * decides.
 * @param tokens Where tokens are reported.
 * @param tokensCounted When tokens count: start or end.
 * @param adaptive Rate that is learnt where there are no limits.
 * @param probe Cheap request that tells whether a key is usable.
 * @param discovery Request that tells the limits.
 */
@ConfigurationProperties("apipool.providers.*")
record ProviderProperties(@Nullable URI baseUrl, @NestedConfigurationProperty ProviderSections.Key key,
		Map<String, String> headers, @DefaultValue("key") String scope, List<String> limits,
		@Nullable String limitsSource, @Nullable String limitsDate, @Nullable String resetZone,
		Map<String, ProviderSections.Announcement> announce, List<ProviderSections.Rule> rules,
		@NestedConfigurationProperty ProviderSections.Tokens tokens, @DefaultValue("start") String tokensCounted,
		@NestedConfigurationProperty AdaptiveProperties adaptive,
		@NestedConfigurationProperty ProviderSections.Probe probe,
		@NestedConfigurationProperty ProviderSections.Discovery discovery) {
}
