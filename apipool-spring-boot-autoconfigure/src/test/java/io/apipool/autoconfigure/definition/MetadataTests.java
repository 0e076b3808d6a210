package io.apipool.autoconfigure.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.apipool.definition.DefinitionValidator;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KnownNames;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what editors are told: the same properties that are read, with a description,
 * and with the defaults that apply. Each value of the file with everything is the default
 * where there is one.
 */
class MetadataTests {

	/** What the file writes that is an example and no default. */
	private static final Set<String> EXAMPLES = Set.of("apipool.pools.*.provider", "apipool.pools.*.env-prefix",
			"apipool.pools.*.fallback", "apipool.pools.*.keys[*].weight", "apipool.pools.*.keys[*].tier",
			"apipool.pools.*.models[*].price.input", "apipool.pools.*.models[*].price.output",
			"apipool.pools.*.keys[*].id", "apipool.pools.*.keys[*].value", "apipool.pools.*.keys[*].quota-group",
			"apipool.pools.*.outcomes[*].exception", "apipool.pools.*.outcomes[*].outcome",
			"apipool.rate-limits.*.max-wait");

	private final Written written = Written.nothing()
		.property("TEAM_B_KEY", "b")
		.yaml(new ClassPathResource("everything.yml", getClass()))
		.yaml("apipool: {pools: {gemini-paid: {keys: [p]}}, providers: {mine: {scope: key}}}");

	private final Map<String, JsonNode> metadata = EditorMetadata.properties();

	private Map<String, String> everything() {
		Map<String, String> values = new TreeMap<>();
		EnumerablePropertySource<?> source = (EnumerablePropertySource<?>) this.written.environment()
			.getPropertySources()
			.stream()
			.skip(1)
			.findFirst()
			.orElseThrow();
		for (String name : source.getPropertyNames()) {
			values.put(EditorMetadata.general(name), String.valueOf(source.getProperty(name)));
		}
		return values;
	}

	@Test
	void eachPropertyIsThereWithADescription() {
		assertThat(this.metadata).containsKeys(everything().keySet()
			.stream()
			.filter((name) -> !List.of("apipool.pools.*.keys[*]").contains(name))
			.toArray(String[]::new));
		assertThat(this.metadata)
			.allSatisfy((name, property) -> assertThat(property.path("description").asString("")).as(name)
				.endsWith(".")
				.doesNotContain("&", "{@"));
	}

	@Test
	void eachPropertyWithoutADefaultSaysWhatAppliesWhereItIsNotWritten() {
		assertThat(this.metadata.values()).filteredOn((property) -> property.path("defaultValue").isMissingNode())
			.allSatisfy((property) -> assertThat(property.path("description").asString(""))
				.as(property.path("name").asString())
				.containsPattern("(?i)by default|required"));
	}

	@Test
	void defaultsAreThoseThatApply() {
		Map<String, String> written = everything();
		written.values().removeIf(String::isEmpty);
		written.keySet().removeAll(EXAMPLES);
		written.keySet().removeIf((name) -> this.metadata.get(name).get("type").asString().contains("<"));
		assertThat(written).hasSizeGreaterThan(35)
			.allSatisfy((name, value) -> assertThat(plain(this.metadata.get(name).path("defaultValue"))).as(name)
				.isEqualTo(plain(value)));
	}

	private static String plain(JsonNode value) {
		return plain(value.isMissingNode() ? "none" : value.asString());
	}

	private static String plain(String value) {
		return value.replaceFirst("\\.0$", "");
	}

	@Test
	void propertiesThatAreReadAndPropertiesThatAreToldAreTheSame() {
		BoundTree tree = new BoundTree(this.written.environment(), ProviderFile.load());
		new DefinitionValidator(new KnownNames(Set.of(), Set.of()),
				(pool, prefix) -> List.of(KeyDefinition.of(pool, pool)), (warning) -> {
				}, (difference) -> {
				})
			.validate(tree, List.of());
		Set<String> read = new TreeSet<>();
		tree.asked()
			.names()
			.filter((name) -> isProperty(name, tree.asked()))
			.map((name) -> EditorMetadata.general(name.toString()))
			.forEach(read::add);
		Stream
			.of("apipool.pools", "apipool.groups", "apipool.rate-limits", "apipool.providers", "apipool.pools.*.groups",
					"apipool.pools.*.keys", "apipool.pools.*.models", "apipool.pools.*.outcomes",
					"apipool.providers.*.announce", "apipool.providers.*.rules", "apipool.providers.*.discovery.limits")
			.forEach(read::add);
		assertThat(this.metadata.keySet()).containsExactlyElementsOf(read);
	}

	private static boolean isProperty(ConfigurationPropertyName name, Asked asked) {
		return asked.takesValue(name) || asked.acceptsBelow(name, null);
	}

}
