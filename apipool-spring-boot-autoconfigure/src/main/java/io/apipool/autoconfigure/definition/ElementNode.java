package io.apipool.autoconfigure.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.apipool.definition.ConfiguredNode;
import org.jspecify.annotations.Nullable;

/**
 * An element of a list that was written as one text with commas. There is nothing below
 * it.
 */
final class ElementNode implements ConfiguredNode {

	private final String path;

	private final @Nullable Object value;

	ElementNode(String path, @Nullable Object value) {
		this.path = path;
		this.value = value;
	}

	/**
	 * Splits a text at its commas.
	 * @param path where it was written
	 * @param whole the text; what is none is one element, for others to refuse
	 * @return the elements that are not blank
	 */
	static List<ConfiguredNode> split(String path, Object whole) {
		if (!(whole instanceof CharSequence)) {
			return List.of(new ElementNode(path, whole));
		}
		List<ConfiguredNode> elements = new ArrayList<>();
		for (String part : whole.toString().split(",", -1)) {
			if (!part.isBlank()) {
				elements.add(new ElementNode(path, part.strip()));
			}
		}
		return elements;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public @Nullable Object value() {
		return this.value;
	}

	@Override
	public ConfiguredNode child(String name) {
		return new ElementNode(this.path, null);
	}

	@Override
	public List<ConfiguredNode> elements() {
		return List.of();
	}

	@Override
	public Map<String, ConfiguredNode> entries(Collection<String> known) {
		return Map.of();
	}

	@Override
	public Map<String, String> texts() {
		return Map.of();
	}

	@Override
	public void acceptAll() {
	}

}
