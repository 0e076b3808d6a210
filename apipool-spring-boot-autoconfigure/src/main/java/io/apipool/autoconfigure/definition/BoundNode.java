package io.apipool.autoconfigure.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.definition.ConfiguredNode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A place in the environment, in the sources that may say something of it.
 */
final class BoundNode implements ConfiguredNode {

	private final ConfigurationPropertyName name;

	private final List<BoundSource> sources;

	private final Asked asked;

	BoundNode(ConfigurationPropertyName name, List<BoundSource> sources, Asked asked) {
		this.name = name;
		this.sources = sources;
		this.asked = asked;
	}

	@Override
	public String path() {
		return Asked.path(this.name);
	}

	@Override
	public @Nullable Object value() {
		this.asked.add(this.name, Asked.Kind.VALUE);
		for (BoundSource source : this.sources) {
			Object value = source.value(this.name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	@Override
	public ConfiguredNode child(String part) {
		this.asked.add(this.name, Asked.Kind.SECTION);
		this.asked.addPart(this.name, part);
		return at(this.name.append(part), this.sources);
	}

	@Override
	public List<ConfiguredNode> elements() {
		this.asked.add(this.name, Asked.Kind.LIST);
		for (BoundSource source : this.sources) {
			List<ConfiguredNode> elements = elements(source);
			if (!elements.isEmpty()) {
				this.asked.setOwner(this.name, source);
				return elements;
			}
		}
		return List.of();
	}

	private List<ConfiguredNode> elements(BoundSource source) {
		Object whole = source.value(this.name);
		if (whole != null) {
			return ElementNode.split(path(), whole);
		}
		List<ConfiguredNode> elements = new ArrayList<>();
		ConfigurationPropertyName element = element(0);
		while (source.has(element)) {
			elements.add(at(element, List.of(source)));
			element = element(elements.size());
		}
		return elements;
	}

	private ConfigurationPropertyName element(int index) {
		return this.name.append("[" + index + "]");
	}

	@Override
	public Map<String, ConfiguredNode> entries(Collection<String> known) {
		this.asked.add(this.name, Asked.Kind.MAP);
		List<ConfigurationPropertyName> names = new ArrayList<>();
		known.stream().filter(ConfigurationPropertyName::isValid).map(this.name::append).forEach(names::add);
		Set<ConfigurationPropertyName> written = new LinkedHashSet<>();
		for (int i = this.sources.size() - 1; i >= 0; i--) {
			List<ConfigurationPropertyName> children = this.sources.get(i).children(this.name, names).toList();
			written.addAll(children);
			names.addAll(children);
		}
		Map<String, ConfiguredNode> entries = new LinkedHashMap<>();
		int last = this.name.getNumberOfElements();
		written.forEach((name) -> entries.put(BoundSource.element(name, last), at(name, telling(name))));
		return entries;
	}

	private List<BoundSource> telling(ConfigurationPropertyName name) {
		return this.sources.stream().filter((source) -> source.mayTell(name)).toList();
	}

	@Override
	public Map<String, String> texts() {
		this.asked.add(this.name, Asked.Kind.TEXTS);
		Map<String, String> texts = new LinkedHashMap<>();
		for (int i = this.sources.size() - 1; i >= 0; i--) {
			texts.putAll(this.sources.get(i).texts(this.name));
		}
		return texts;
	}

	@Override
	public void acceptAll() {
		this.asked.add(this.name, Asked.Kind.ANYTHING);
	}

	private BoundNode at(ConfigurationPropertyName name, List<BoundSource> sources) {
		return new BoundNode(name, sources, this.asked);
	}

}
