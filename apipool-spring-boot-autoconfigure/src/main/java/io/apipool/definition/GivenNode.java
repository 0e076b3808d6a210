package io.apipool.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A place in what a program gives, made of maps, lists and texts: read like what was
 * written. Nothing is left over.
 */
final class GivenNode implements ConfiguredNode {

	private final String path;

	private final @Nullable Object given;

	GivenNode(String path, @Nullable Object given) {
		this.path = path;
		this.given = given;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public @Nullable Object value() {
		return (this.given instanceof Map || this.given instanceof List) ? null : this.given;
	}

	@Override
	public ConfiguredNode child(String name) {
		return new GivenNode(this.path + "." + name, (this.given instanceof Map<?, ?> map) ? map.get(name) : null);
	}

	@Override
	public List<ConfiguredNode> elements() {
		List<ConfiguredNode> elements = new ArrayList<>();
		if (this.given instanceof List<?> list) {
			list.forEach((element) -> elements.add(new GivenNode(this.path + "[" + elements.size() + "]", element)));
		}
		return elements;
	}

	@Override
	public Map<String, ConfiguredNode> entries(Collection<String> known) {
		Map<String, ConfiguredNode> entries = new LinkedHashMap<>();
		if (this.given instanceof Map<?, ?> map) {
			map.forEach((name, entry) -> entries.put(name.toString(), new GivenNode(this.path + "." + name, entry)));
		}
		return entries;
	}

	@Override
	public Map<String, String> texts() {
		Map<String, String> texts = new LinkedHashMap<>();
		if (this.given instanceof Map<?, ?> map) {
			map.forEach((name, text) -> texts.put(name.toString(), text.toString()));
		}
		return texts;
	}

	@Override
	public void acceptAll() {
	}

}
