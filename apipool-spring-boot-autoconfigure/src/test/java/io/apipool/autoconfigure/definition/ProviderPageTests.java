package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.ProviderLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page about providers: its table is what the registry has, and its
 * examples bind.
 */
class ProviderPageTests {

	private final String page = read();

	private static String read() {
		try {
			return Files.readString(Path.of("..", "docs", "providers.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String row(ProviderDefinition provider) {
		ProviderLimits limits = provider.limits();
		return "| `%s` | %s | %s | %s | %s | %s (%s) |".formatted(provider.name(),
				(provider.baseUrl() != null) ? provider.baseUrl() : "your own", key(provider.key()),
				limits.scope().word(), start(provider), limits.source(), limits.date());
	}

	private static String key(KeyPlacement key) {
		if (key.query() != null) {
			return "`?%s=`".formatted(key.query());
		}
		return (key.header() != null) ? "`%s: %s`".formatted(key.header(), key.prefix().strip()).replace(": `", "`")
				: "nowhere";
	}

	private static String start(ProviderDefinition provider) {
		ProviderLimits limits = provider.limits();
		AdaptiveDefinition adaptive = limits.adaptive();
		if (!limits.starting().isEmpty()) {
			return limits.starting().stream().map(LimitDefinition::text).collect(Collectors.joining(", "));
		}
		return (adaptive != null) ? "learnt rate from %s/s".formatted(adaptive.initial()).replace(".0/s", "/s")
				: "announced";
	}

	@Test
	void theTableHasARowForEachProviderThatIsShipped() {
		List<String> rows = Written.nothing().bind().providers().values().stream().map(ProviderPageTests::row).toList();
		assertThat(this.page.lines().filter((line) -> line.startsWith("| `"))).containsExactlyElementsOf(rows);
	}

	@Test
	void theExamplesBind() {
		List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
			.matcher(this.page)
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
		assertThat(examples).hasSizeGreaterThan(2)
			.allSatisfy((
					yaml) -> assertThat(Written.asYaml(yaml).variables("KEY_A", "a", "KEY_B", "b", "KEY_C", "c").bind())
						.isNotNull());
		Definitions own = Written.asYaml(examples.get(examples.size() - 1)).bind();
		Map<String, ProviderDefinition> providers = own.providers();
		assertThat(providers).containsKey("acme");
		assertThat(providers.get("acme").rules()).isNotEmpty();
		assertThat(providers.get("acme").tokens().isReported()).isTrue();
	}

}
