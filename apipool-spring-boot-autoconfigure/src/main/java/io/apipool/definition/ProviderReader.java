package io.apipool.definition;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.apipool.definition.CountedBy;
import org.jspecify.annotations.Nullable;

/**
 * Reads providers: those that are shipped and the application's own come from one tree,
 * in which what the application wrote stands before what is shipped.
 */
final class ProviderReader {

	/** Takes back what is shipped, where leaving it out would leave it in. */
	private static final String NONE = "none";

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private static final Pattern VISIBLE = Pattern.compile("[ -~]*");

	private ProviderReader() {
	}

	static Map<String, ProviderDefinition> read(Section root) {
		Map<String, ProviderDefinition> providers = new LinkedHashMap<>();
		root.entries("providers", Set.of()).forEach((name, section) -> providers.put(name, provider(name, section)));
		return providers;
	}

	private static ProviderDefinition provider(String name, Section provider) {
		URI baseUrl = provider.read("base-url", Values::origin).orElse(null);
		AnswerSections answers = new AnswerSections(provider);
		return new ProviderDefinition(name, baseUrl, key(provider.section("key")), headers(provider), limits(provider),
				answers.announcements(), answers.rules(), answers.tokens(), probe(provider.section("probe")),
				discovery(provider.section("discovery")));
	}

	private static KeyPlacement key(Section key) {
		Optional<String> header = key.read("header", ProviderReader::headerName);
		Optional<String> prefix = key.read("prefix", ProviderReader::visible);
		Optional<String> query = key.read("query", ProviderReader::headerName);
		if (header.isEmpty() && query.isEmpty()) {
			KeyPlacement bearer = KeyPlacement.BEARER;
			return new KeyPlacement(bearer.header(), prefix.map(ProviderReader::spaced).orElse(bearer.prefix()), null);
		}
		String inHeader = header.filter((text) -> !text.equals(NONE)).orElse(null);
		String inQuery = query.filter((text) -> !text.equals(NONE)).orElse(null);
		if (inHeader != null && inQuery != null) {
			key.findings()
				.add(key.path("query"), inQuery, "is written beside a header, " + inHeader,
						"write none for the one of the two that is not meant");
		}
		String before = (inHeader != null) ? prefix.map(ProviderReader::spaced).orElse("") : "";
		return new KeyPlacement(inHeader, before, inQuery);
	}

	private static String spaced(String prefix) {
		if (prefix.equals(NONE) || prefix.isEmpty()) {
			return "";
		}
		return Character.isLetterOrDigit(prefix.charAt(prefix.length() - 1)) ? prefix + " " : prefix;
	}

	private static Map<String, String> headers(Section provider) {
		Map<String, String> headers = provider.texts("headers");
		headers.forEach((name, value) -> {
			if (!TOKEN.matcher(name).matches() || !VISIBLE.matcher(value).matches()) {
				provider.findings()
					.add(provider.path("headers"), name, "has a header that cannot be sent",
							"write a name of letters, digits and -, and a value of plain characters in one line");
			}
		});
		return headers;
	}

	private static ProviderLimits limits(Section provider) {
		ProviderLimits defaults = ProviderLimits.UNKNOWN;
		return new ProviderLimits(
				provider.word("scope", "key", "account", "project", "organisation")
					.map((word) -> CountedBy.valueOf(word.toUpperCase(Locale.ROOT)))
					.orElse(defaults.scope()),
				startingLimits(provider), provider.text("limits-source").orElse(null),
				provider.read("limits-date", ProviderReader::date).orElse(null),
				provider.read("reset-zone", Values::zone).orElse(null), adaptive(provider.section("adaptive")));
	}

	private static List<LimitDefinition> startingLimits(Section provider) {
		return provider.list("limits", (text) -> text.equals(NONE) ? Optional.<LimitDefinition>empty()
				: Optional.of(LimitDefinition.parse(text)))
			.stream()
			.flatMap(Optional::stream)
			.toList();
	}

	private static @Nullable AdaptiveDefinition adaptive(Section section) {
		boolean isWritten = section.text("initial").isPresent();
		AdaptiveDefinition read = PoliciesReader.adaptive(section, AdaptiveDefinition.DEFAULTS, isWritten);
		return read.enabled() ? read : null;
	}

	private static @Nullable ProbeDefinition probe(Section probe) {
		String method = method(probe);
		List<Integer> usable = probe.list("usable", AnswerSections::status);
		String path = path(probe);
		return (path != null) ? new ProbeDefinition(method, path, usable) : null;
	}

	private static @Nullable DiscoveryDefinition discovery(Section discovery) {
		String method = method(discovery);
		List<LimitAnnouncement> limits = AnswerSections.discovered(discovery);
		String path = path(discovery);
		return (path != null) ? new DiscoveryDefinition(method, path, limits) : null;
	}

	private static String method(Section section) {
		return section.word("method", "get", "head", "post").map((word) -> word.toUpperCase(Locale.ROOT)).orElse("GET");
	}

	private static @Nullable String path(Section section) {
		return section.read("path", ProviderReader::path).filter((path) -> !path.equals(NONE)).orElse(null);
	}

	private static String path(String text) {
		if (text.equals(NONE)) {
			return NONE;
		}
		if (!text.startsWith("/") || text.startsWith("//") || !VISIBLE.matcher(text).matches()
				|| text.indexOf(' ') >= 0) {
			throw new MalformedTextException(text, "is not a path",
					"write the path below base-url, like /models, or none");
		}
		return text;
	}

	private static String headerName(String text) {
		if (!TOKEN.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not the name of a header or parameter",
					"write letters, digits and -, like X-Api-Key");
		}
		return text;
	}

	private static String visible(String text) {
		if (!VISIBLE.matcher(text).matches()) {
			throw new MalformedTextException(text, "has characters that cannot be sent", "write plain characters");
		}
		return text;
	}

	private static LocalDate date(String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeException ex) {
			throw new MalformedTextException(text, "is not a date", "write year, month and day, like 2026-11-22");
		}
	}

}
