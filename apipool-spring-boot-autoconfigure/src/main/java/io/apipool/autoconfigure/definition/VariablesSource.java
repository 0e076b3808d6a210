package io.apipool.autoconfigure.definition;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.definition.InvalidDefinitionException;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Environment variables. Their names cannot be read backwards: {@code MAX_WAIT} may be
 * {@code max-wait} or {@code max.wait}. So each name that was asked for is spelled as a
 * variable, with its dashes left out or as underscores, and compared.
 *
 * <p>
 * Variables that Kubernetes sets for a service called {@code apipool}, and keys of a pool
 * of that name, are none of our properties.
 */
final class VariablesSource extends BoundSource {

	private final SystemEnvironmentPropertySource variables;

	VariablesSource(ConfigurationPropertySource source, SystemEnvironmentPropertySource variables,
			PlaceholdersResolver placeholders) {
		super(source, placeholders);
		this.variables = variables;
	}

	/** A dash of the name may be an underscore here, and so look like a dot. */
	@Override
	boolean mayTell(ConfigurationPropertyName name) {
		return names().findAny().isPresent();
	}

	@Override
	Stream<ConfigurationPropertyName> children(ConfigurationPropertyName parent,
			Collection<ConfigurationPropertyName> known) {
		return names().flatMap((variable) -> {
			if (known.stream().anyMatch((name) -> isBelow(variable, name))) {
				return known.stream().filter((name) -> isBelow(variable, name));
			}
			return spellings(parent).filter((spelling) -> variable.startsWith(spelling + "_"))
				.limit(1)
				.map((spelling) -> variable.substring(spelling.length() + 1).split("_", 2)[0])
				.filter((element) -> !element.isEmpty())
				.map((element) -> parent.append(element.toLowerCase(Locale.ROOT)));
		});
	}

	@Override
	List<InvalidDefinitionException> leftOver(Asked asked) {
		return names().filter((variable) -> !Foreign.NAMES.matcher(variable).matches())
			.filter((variable) -> asked.names().noneMatch((name) -> fits(variable, name, asked)))
			.map((variable) -> new InvalidDefinitionException(variable, null,
					"is a variable that fits no property of apipool",
					"spell the property in upper case, with _ for a dot and for [0], and without its dashes"))
			.toList();
	}

	private boolean fits(String variable, ConfigurationPropertyName name, Asked asked) {
		if (asked.acceptsBelow(name, this) && isBelow(variable, name)) {
			return true;
		}
		return asked.takesValue(name) && spellings(name).anyMatch(variable::equals);
	}

	private Stream<String> names() {
		return Arrays.stream(this.variables.getPropertyNames())
			.filter((name) -> !isEmpty(this.variables.getProperty(name)))
			.map((name) -> name.toUpperCase(Locale.ROOT))
			.filter((name) -> name.startsWith("APIPOOL_"));
	}

	private static boolean isBelow(String variable, ConfigurationPropertyName name) {
		return spellings(name).anyMatch((spelling) -> variable.startsWith(spelling + "_"));
	}

	private static Stream<String> spellings(ConfigurationPropertyName name) {
		return Stream.of(spelling(name, ""), spelling(name, "_")).distinct();
	}

	private static String spelling(ConfigurationPropertyName name, String dash) {
		StringBuilder spelling = new StringBuilder();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.DASHED).replace("-", dash);
			spelling.append((i > 0) ? "_" : "").append(element.toUpperCase(Locale.ROOT));
		}
		return spelling.toString();
	}

	/** Made only where there are variables of ours. */
	private static final class Foreign {

		static final Pattern NAMES = Pattern.compile(
				"APIPOOL(?!_POOLS_)(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_.*|API_KEYS?|API_KEY_\\d+)");

	}

}
