package io.apipool.definition;

import java.util.List;

/**
 * What was written below {@code apipool}, at one moment. Internal.
 */
public interface ConfiguredTree {

	/**
	 * Returns the place of {@code apipool} itself.
	 * @return the root
	 */
	ConfiguredNode root();

	/**
	 * Finds what was written and not asked for.
	 * @return a mistake for each
	 */
	List<InvalidDefinitionException> leftOver();

}
