package io.apipool.definition;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A place in what was written: a value, a section, a list or a map, whatever it is asked
 * for. It is raw: nothing is converted, so nothing can fail with a secret in its message.
 * What is never asked for is left over, and thereby found to be a mistake. What is empty
 * is as if not written. Internal.
 */
public interface ConfiguredNode {

	/**
	 * Returns where this is.
	 * @return the path, as {@code apipool.pools.gemini.limits[0]}
	 */
	String path();

	/**
	 * Returns the value of this place.
	 * @return the value with its placeholders resolved, of whatever type the source has
	 * it, or null: not written
	 * @throws InvalidDefinitionException where a placeholder cannot be resolved
	 */
	@Nullable Object value();

	/**
	 * Returns a part of this section.
	 * @param name the part's name, as {@code max-wait}
	 * @return the part, whether it was written or not
	 */
	ConfiguredNode child(String name);

	/**
	 * Returns the elements of this list, in order. A text with commas is a list too.
	 * @return the elements; empty where no list was written
	 */
	List<ConfiguredNode> elements();

	/**
	 * Returns the entries of this map of sections, in the order in which they were
	 * written.
	 * @param known names that entries may have, needed where a source cannot spell them
	 * @return the entries that were written, by name
	 */
	Map<String, ConfiguredNode> entries(Collection<String> known);

	/**
	 * Returns this map of texts with free keys.
	 * @return the texts that were written
	 */
	Map<String, String> texts();

	/**
	 * Accepts whatever is written below.
	 */
	void acceptAll();

}
