package io.apipool.autoconfigure.definition;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import io.apipool.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the words that editors propose: they are those that are taken, all of them
 * and no other. What is taken is asked with a word that cannot be.
 */
class HintsTests {

	private static final String NO_WORD = "no-such-word";

	private static final Pattern LISTED = Pattern
		.compile("^write (?:one of )?([a-z-]+(?:, [a-z-]+)+)(?:$| or the bean|, or define)");

	private static final Map<String, Set<String>> WORDS = words();

	private final Map<String, JsonNode> hints = EditorMetadata.hints();

	static Collection<String> wordsOfProperties() {
		return WORDS.keySet();
	}

	private static Map<String, Set<String>> words() {
		Map<String, Set<String>> words = new TreeMap<>();
		EditorMetadata.properties().forEach((name, property) -> {
			if (property.get("type").asString().equals("java.lang.String")) {
				Matcher listed = LISTED.matcher(wayOut(name));
				if (listed.find()) {
					MatchResult match = listed.toMatchResult();
					words.put(name, new TreeSet<>(List.of(match.group(1).split(", "))));
				}
			}
		});
		return words;
	}

	private static String wayOut(String name) {
		String written = name.replaceFirst("\\*", "demo").replace("[*]", "[0]").replace(".*.", ".requests.");
		Map<String, Object> properties = new TreeMap<>(Map.of("apipool.pools.demo.keys[0].value", "key-0"));
		properties.put(written, NO_WORD);
		try {
			Written.nothing().properties(properties).bind();
			return "";
		}
		catch (InvalidDefinitionException ex) {
			return ex.all()
				.stream()
				.filter((mistake) -> mistake.property().equals(written))
				.map(InvalidDefinitionException::wayOut)
				.findFirst()
				.orElse("");
		}
	}

	@ParameterizedTest
	@MethodSource("wordsOfProperties")
	void editorsProposeTheWordsThatAreTaken(String property) {
		assertThat(this.hints).containsKey(property);
		assertThat(StreamSupport.stream(this.hints.get(property).get("values").spliterator(), false)
			.map((value) -> value.get("value").asString())).containsExactlyInAnyOrderElementsOf(WORDS.get(property));
	}

	@Test
	void theWordsAreThoseOfTheseProperties() {
		assertThat(WORDS.keySet()).containsExactly("apipool.pools.*.outcomes[*].outcome", "apipool.pools.*.overflow",
				"apipool.pools.*.provider", "apipool.pools.*.strategy", "apipool.providers.*.announce.*.format",
				"apipool.providers.*.discovery.limits.*.format", "apipool.providers.*.discovery.method",
				"apipool.providers.*.probe.method", "apipool.providers.*.rules[*].outcome",
				"apipool.providers.*.rules[*].until", "apipool.providers.*.scope", "apipool.providers.*.tokens-counted",
				"apipool.usage.events", "apipool.usage.jdbc.initialize-schema");
	}

	@Test
	void eachHintIsForAPropertyThatThereIs() {
		assertThat(EditorMetadata.properties().keySet()).containsAll(this.hints.keySet());
	}

	@Test
	void namesOfBeansAndClassesAreLookedUp() {
		assertThat(this.hints).hasEntrySatisfying("apipool.executor",
				(hint) -> assertThat(target(hint)).isEqualTo("spring-bean-reference java.util.concurrent.Executor"));
		assertThat(this.hints).hasEntrySatisfying("apipool.usage.jdbc.data-source",
				(hint) -> assertThat(target(hint)).isEqualTo("spring-bean-reference javax.sql.DataSource"));
		assertThat(this.hints).hasEntrySatisfying("apipool.pools.*.strategy",
				(hint) -> assertThat(target(hint)).isEqualTo("spring-bean-reference io.apipool.selection.KeySelector"));
		assertThat(this.hints).hasEntrySatisfying("apipool.pools.*.throttle-on",
				(hint) -> assertThat(target(hint)).isEqualTo("class-reference java.lang.Throwable"));
	}

	private static String target(JsonNode hint) {
		JsonNode provider = hint.get("providers").get(0);
		return provider.get("name").asString() + " " + provider.get("parameters").get("target").asString();
	}

}
