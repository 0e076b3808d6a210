package io.apipool.autoconfigure.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.apipool.definition.ConfiguredNode;
import io.apipool.definition.ConfiguredTree;
import io.apipool.definition.InvalidDefinitionException;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyCaching;
import org.springframework.boot.context.properties.source.ConfigurationPropertyCaching.CacheOverride;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What the environment has below {@code apipool}, with Boot's relaxed names, precedence
 * and placeholders, but raw: Boot's own conversion shows the offending value, which may
 * be a secret, and loses the path of what is nested.
 *
 * <p>
 * A value comes from the first source that has one which is not empty; a list comes whole
 * from the first source that has any of it; the entries of a map come from all sources.
 */
final class BoundTree implements ConfiguredTree {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("apipool");

	private final List<BoundSource> sources;

	private final ConfigurationPropertyCaching caching;

	private final Asked asked = new Asked();

	/**
	 * Creates the tree.
	 * @param environment what the application wrote
	 * @param shipped what is ours, behind all of that
	 */
	BoundTree(ConfigurableEnvironment environment, ConfigurationPropertySource shipped) {
		PlaceholdersResolver placeholders = new StrictPlaceholders(environment.getPropertySources());
		List<ConfigurationPropertySource> written = new ArrayList<>();
		ConfigurationPropertySources.from(environment.getPropertySources()).forEach(written::add);
		this.caching = ConfigurationPropertyCaching.get(written);
		List<BoundSource> sources = new ArrayList<>();
		written.forEach((source) -> sources.add(BoundSource.of(source, placeholders)));
		sources.add(new BoundSource(shipped, placeholders));
		this.sources = List.copyOf(sources);
	}

	/**
	 * Reads the tree, and takes the names that each source has for the same meanwhile:
	 * else each question goes over all of them.
	 * @param reading reads it
	 * @return what it read
	 */
	<T> T read(Function<BoundTree, T> reading) {
		CacheOverride remembered = this.caching.override();
		try {
			return reading.apply(this);
		}
		finally {
			remembered.close();
		}
	}

	@Override
	public ConfiguredNode root() {
		return new BoundNode(ROOT, this.sources.stream().filter((source) -> source.mayTell(ROOT)).toList(), this.asked);
	}

	/**
	 * Returns what was asked for so far.
	 * @return what was asked for
	 */
	Asked asked() {
		return this.asked;
	}

	@Override
	public List<InvalidDefinitionException> leftOver() {
		Map<String, InvalidDefinitionException> mistakes = new LinkedHashMap<>();
		for (BoundSource source : this.sources) {
			for (InvalidDefinitionException mistake : source.leftOver(this.asked)) {
				mistakes.putIfAbsent(mistake.property(), mistake);
			}
		}
		return List.copyOf(mistakes.values());
	}

}
