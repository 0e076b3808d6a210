package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Describes the sections of a provider to the annotation processor. Nobody binds or
 * injects these.
 */
final class ProviderSections {

	private ProviderSections() {
	}

	/**
	 * Where the key goes.
	 *
	 * @param header Name of the header; none for no header. By default Authorization, or
	 * none where there is a query.
	 * @param prefix What stands before the key in the header. By default Bearer where the
	 * header is Authorization by default.
	 * @param query Name of the query parameter, in place of a header; none by default.
	 */
	record Key(@Nullable String header, @Nullable String prefix, @Nullable String query) {
	}

	/**
	 * Describes where a limit is announced.
	 *
	 * @param dimension What is counted; by default the name of the entry.
	 * @param limit Header that has the limit; none by default.
	 * @param remaining Header that has what is left; none by default.
	 * @param reset Header that has the reset; none by default.
	 * @param format How the reset is written: auto, duration, date, epoch-s, epoch-ms,
	 * delta-s or delta-ms.
	 * @param window How long a window is; unknown by default.
	 * @param roundsUp Whether the reset is known to be rounded up.
	 * @param when Header that must be there, like x-ratelimit-resource = core; none by
	 * default.
	 */
	@ConfigurationProperties("apipool.providers.*.announce.*")
	record Announcement(@Nullable String dimension, @Nullable String limit, @Nullable String remaining,
			@Nullable String reset, @DefaultValue("auto") String format, @Nullable Duration window,
			@DefaultValue("false") boolean roundsUp, @Nullable String when) {
	}

	/**
	 * Describes what an answer means.
	 *
	 * @param status Statuses; every error by default.
	 * @param header Conditions on headers, like retry-after or x-remaining = 0; none by
	 * default.
	 * @param body Conditions on fields of the body, like error.code = a | b*; none by
	 * default.
	 * @param outcome What it means: throttled, quota-exhausted, out-of-credit,
	 * key-rejected, overloaded, failed, request-error or cancelled; required.
	 * @param until When calls are taken again: announced, or the later of that and the
	 * next day or month of the reset zone.
	 */
	@ConfigurationProperties("apipool.providers.*.rules[*]")
	record Rule(List<Integer> status, List<String> header, List<String> body, String outcome,
			@DefaultValue("announced") String until) {
	}

	/**
	 * Where tokens are reported.
	 *
	 * @param input Fields with tokens read, added; with | between fields of which the
	 * last seen counts. None by default.
	 * @param inputFree Fields with tokens that are in the input and do not count; none by
	 * default.
	 * @param output Fields with tokens written; none by default.
	 */
	record Tokens(List<String> input, List<String> inputFree, List<String> output) {
	}

	/**
	 * Cheap request that tells whether a key is usable.
	 *
	 * @param method GET, HEAD or POST.
	 * @param path Path below the base URL; none by default, and with the word none.
	 * @param usable Statuses of a usable key; by default those from 200 to 299.
	 */
	record Probe(@DefaultValue("GET") String method, @Nullable String path, List<Integer> usable) {
	}

	/**
	 * Request that tells the limits.
	 *
	 * @param method GET, HEAD or POST.
	 * @param path Path below the base URL; none by default, and with the word none.
	 * @param limits Where the body of the answer has the limits, by name; none by
	 * default.
	 */
	record Discovery(@DefaultValue("GET") String method, @Nullable String path, Map<String, DiscoveredLimit> limits) {
	}

	/**
	 * Describes where a discovery has a limit.
	 *
	 * @param dimension What is counted; by default the name of the entry.
	 * @param limit Field that has the limit; none by default.
	 * @param remaining Field that has what is left; none by default.
	 * @param reset Field that has the reset; none by default.
	 * @param format How the reset is written: auto, duration, date, epoch-s, epoch-ms,
	 * delta-s or delta-ms.
	 * @param window How long a window is; unknown by default.
	 * @param roundsUp Whether the reset is known to be rounded up.
	 */
	@ConfigurationProperties("apipool.providers.*.discovery.limits.*")
	record DiscoveredLimit(@Nullable String dimension, @Nullable String limit, @Nullable String remaining,
			@Nullable String reset, @DefaultValue("auto") String format, @Nullable Duration window,
			@DefaultValue("false") boolean roundsUp) {
	}

}
