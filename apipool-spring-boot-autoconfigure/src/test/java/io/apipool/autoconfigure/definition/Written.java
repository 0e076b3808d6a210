package io.apipool.autoconfigure.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.apipool.definition.Definitions;
import io.apipool.definition.InvalidDefinitionException;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An environment of what a test writes. What is added first has precedence.
 */
final class Written {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Set<String> selectors;

	private final Set<String> annotated;

	private Written(Set<String> selectors, Set<String> annotated) {
		this.environment.getPropertySources()
			.stream()
			.map(PropertySource::getName)
			.toList()
			.forEach(this.environment.getPropertySources()::remove);
		this.selectors = selectors;
		this.annotated = annotated;
	}

	static Written nothing() {
		return new Written(Set.of(), Set.of());
	}

	static Written withSelectors(String... names) {
		return new Written(Set.of(names), Set.of());
	}

	static Written withAnnotatedPools(String... names) {
		return new Written(Set.of(), Set.of(names));
	}

	static Written asYaml(String yaml) {
		return nothing().yaml(yaml);
	}

	/**
	 * Writes properties of a pool that has a key.
	 * @param yaml the lines below the pool
	 * @return what is written
	 */
	static Written asPool(String yaml) {
		return asYaml("apipool:\n  pools:\n    demo:\n      keys: [\"key-0\"]\n" + yaml.indent(6));
	}

	Written yaml(String yaml) {
		return yaml(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
	}

	Written yaml(Resource resource) {
		try {
			new YamlPropertySourceLoader().load("yaml-" + size(), resource)
				.forEach(this.environment.getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	Written property(String name, Object value) {
		return properties(Map.of(name, value));
	}

	Written properties(Map<String, Object> properties) {
		this.environment.getPropertySources().addLast(new MapPropertySource("map-" + size(), properties));
		return this;
	}

	Written variables(String... namesAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			map.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		this.environment.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource(size() + "-systemEnvironment", map));
		return this;
	}

	private int size() {
		return this.environment.getPropertySources().size();
	}

	StandardEnvironment environment() {
		return this.environment;
	}

	ConfiguredDefinitions supplier() {
		return new ConfiguredDefinitions(this.environment, () -> this.selectors,
				() -> this.annotated.stream().collect(Collectors.toMap((pool) -> pool, (pool) -> "Annotated.method")));
	}

	Definitions bind() {
		return supplier().get();
	}

	InvalidDefinitionException refused() {
		InvalidDefinitionException refused = catchThrowableOfType(InvalidDefinitionException.class, this::bind);
		if (refused == null) {
			throw new AssertionError("accepted");
		}
		return refused;
	}

	List<String> messages() {
		return refused().all().stream().map(Throwable::getMessage).toList();
	}

}
