package io.apipool.autoconfigure.definition;

import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.core.env.PropertySources;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.SystemPropertyUtils;

/**
 * Resolves placeholders as the {@code Binder} does, except that one without a value is a
 * mistake: a key must not be the text of a placeholder.
 */
final class StrictPlaceholders extends PropertySourcesPlaceholdersResolver {

	StrictPlaceholders(PropertySources sources) {
		super(sources,
				new PropertyPlaceholderHelper(SystemPropertyUtils.PLACEHOLDER_PREFIX,
						SystemPropertyUtils.PLACEHOLDER_SUFFIX, SystemPropertyUtils.VALUE_SEPARATOR,
						SystemPropertyUtils.ESCAPE_CHARACTER, false));
	}

}
