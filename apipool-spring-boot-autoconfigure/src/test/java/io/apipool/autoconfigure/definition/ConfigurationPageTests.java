package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.EnumerablePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page about the configuration: it names each property, with the default
 * that editors are told, and what it shows binds as it stands.
 */
class ConfigurationPageTests {

	/** What the page writes that is an example and no default, where there is one. */
	private static final Set<String> EXAMPLES = Set.of("apipool.pools.*.keys[*].weight", "apipool.pools.*.keys[*].tier",
			"apipool.pools.*.models[*].price.input", "apipool.pools.*.models[*].price.output",
			"apipool.rate-limits.*.max-wait");

	private final Map<String, JsonNode> properties = EditorMetadata.properties();

	private final Map<String, String> shown = new TreeMap<>();

	private final Written page = Written.asYaml(yaml(page("configuration.md"))).property("TEAM_B_KEY", "b");

	ConfigurationPageTests() {
		EnumerablePropertySource<?> source = (EnumerablePropertySource<?>) this.page.environment()
			.getPropertySources()
			.iterator()
			.next();
		for (String name : source.getPropertyNames()) {
			this.shown.put(EditorMetadata.general(name), Objects.toString(source.getProperty(name), ""));
		}
	}

	private static String page(String name) {
		try {
			return Files.readString(Path.of("..", "docs", name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String yaml(String page) {
		return page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n", page.indexOf("```yaml\n") + 8));
	}

	@Test
	void whatIsShownBinds() {
		assertThat(this.page.variables("GEMINI_PAID_API_KEY", "p").bind().pools()).containsKeys("gemini",
				"gemini-paid");
	}

	@Test
	void eachPropertyIsShown() {
		assertThat(this.properties.keySet()).filteredOn((name) -> !name.startsWith("apipool.providers."))
			.allSatisfy((name) -> assertThat(this.shown.keySet()).anyMatch(
					(shown) -> shown.equals(name) || shown.startsWith(name + ".") || shown.startsWith(name + "[*]")));
	}

	@Test
	void thePropertiesOfAProviderAreNamedOnItsPage() {
		String page = page("providers.md");
		assertThat(this.properties.keySet()).filteredOn((name) -> name.startsWith("apipool.providers."))
			.allSatisfy((name) -> assertThat(Arrays.asList(name.split("[.*\\[\\]]+")).subList(2, depth(name)))
				.allSatisfy((word) -> assertThat(page).containsPattern("[`{ .]" + Pattern.quote(word) + "[`:.]")));
	}

	private static int depth(String name) {
		return name.split("[.*\\[\\]]+").length;
	}

	@Test
	void aValueThatIsShownIsTheDefaultWhereThereIsOne() {
		Map<String, String> defaults = new TreeMap<>();
		this.properties.forEach((name, property) -> defaults.put(name, property.path("defaultValue").asString("")));
		defaults.values().removeIf(String::isEmpty);
		defaults.keySet().removeAll(EXAMPLES);
		defaults.keySet().removeIf((name) -> name.startsWith("apipool.providers."));
		assertThat(defaults).hasSizeGreaterThan(40)
			.allSatisfy((name, value) -> assertThat(plain(this.shown.get(name))).as(name).isEqualTo(plain(value)));
	}

	private static String plain(String value) {
		return value.replaceFirst("\\.0$", "");
	}

}
