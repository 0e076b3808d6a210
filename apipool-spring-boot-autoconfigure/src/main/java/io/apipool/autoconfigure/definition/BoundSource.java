package io.apipool.autoconfigure.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.definition.InvalidDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * One property source. What is empty in it is as if not written.
 */
class BoundSource {

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	private static final Pattern WHOLE_PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z0-9_.-]+}");

	private final ConfigurationPropertySource source;

	private final PlaceholdersResolver placeholders;

	private final Binder binder;

	private final AtomicReference<@Nullable List<ConfigurationPropertyName>> written = new AtomicReference<>();

	BoundSource(ConfigurationPropertySource source, PlaceholdersResolver placeholders) {
		this.source = source;
		this.placeholders = placeholders;
		this.binder = new Binder(List.of(source), placeholders);
	}

	static BoundSource of(ConfigurationPropertySource source, PlaceholdersResolver placeholders) {
		return (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables
				&& variables.getName().endsWith("systemEnvironment"))
						? new VariablesSource(source, variables, placeholders) : new BoundSource(source, placeholders);
	}

	/**
	 * Whether anything may be written at a name or below it. A source that has nothing
	 * need not be asked for each of the names there.
	 */
	boolean mayTell(ConfigurationPropertyName name) {
		return this.source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT
				|| this.source.getConfigurationProperty(name) != null;
	}

	/**
	 * Returns the value of a name: what a {@code Binder} would bind to an {@code Object},
	 * without its way there, which is long where thousands are asked for.
	 * @param name the name
	 * @return the value, placeholders resolved and nothing converted, or null
	 */
	@Nullable Object value(ConfigurationPropertyName name) {
		ConfigurationProperty property = this.source.getConfigurationProperty(name);
		if (property == null || isEmpty(property.getValue())) {
			return null;
		}
		try {
			Object value = this.placeholders.resolvePlaceholders(property.getValue());
			return isEmpty(value) ? null : value;
		}
		catch (RuntimeException ex) {
			throw unreadable(name, property.getValue(), ex);
		}
	}

	/**
	 * Returns the texts of a map with free keys.
	 * @param name the map's name
	 * @return the texts
	 */
	Map<String, String> texts(ConfigurationPropertyName name) {
		if (this.source.containsDescendantOf(name) == ConfigurationPropertyState.ABSENT) {
			return Map.of();
		}
		try {
			Map<String, String> texts = new LinkedHashMap<>(this.binder.bind(name, TEXTS).orElse(Map.of()));
			texts.values().removeIf(BoundSource::isEmpty);
			return texts;
		}
		catch (BindException ex) {
			throw unreadable(name, "", ex);
		}
	}

	boolean has(ConfigurationPropertyName name) {
		return this.source.getConfigurationProperty(name) != null
				|| this.source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT;
	}

	/**
	 * Returns the names one step below a name under which anything is written.
	 * @param parent the name
	 * @param known names that are known to be there, as a source may be unable to spell
	 * them
	 * @return the names, in order
	 */
	Stream<ConfigurationPropertyName> children(ConfigurationPropertyName parent,
			Collection<ConfigurationPropertyName> known) {
		int depth = parent.getNumberOfElements() + 1;
		return written().filter((name) -> parent.isAncestorOf(name) && !name.isNumericIndex(depth - 1))
			.map((name) -> name.chop(depth));
	}

	/**
	 * Finds what was written and not asked for.
	 * @param asked what was asked for
	 * @return a mistake for each
	 */
	List<InvalidDefinitionException> leftOver(Asked asked) {
		List<InvalidDefinitionException> mistakes = new ArrayList<>();
		written().map((name) -> asked.mistake(name, this)).filter(Objects::nonNull).forEach(mistakes::add);
		return mistakes;
	}

	/**
	 * Returns the names under which anything of ours is written: looked for once, for a
	 * tree is of one moment.
	 */
	private Stream<ConfigurationPropertyName> written() {
		List<ConfigurationPropertyName> known = this.written.get();
		if (known == null) {
			known = (this.source instanceof IterableConfigurationPropertySource iterable)
					? iterable.stream().filter((name) -> Asked.isOurs(name) && isWritten(name)).toList() : List.of();
			this.written.set(known);
		}
		return known.stream();
	}

	private boolean isWritten(ConfigurationPropertyName name) {
		ConfigurationProperty property = this.source.getConfigurationProperty(name);
		return property != null && !isEmpty(property.getValue());
	}

	static boolean isEmpty(@Nullable Object value) {
		return value == null || value.toString().isBlank();
	}

	private static InvalidDefinitionException unreadable(ConfigurationPropertyName name, Object written,
			Throwable problem) {
		for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
			if (cause instanceof PlaceholderResolutionException unresolved) {
				return unresolved(name, written.toString().strip(), "${" + unresolved.getPlaceholder() + "}");
			}
		}
		return new InvalidDefinitionException(Asked.path(name), null, "cannot be read", "write a text");
	}

	private static InvalidDefinitionException unresolved(ConfigurationPropertyName name, String written,
			String placeholder) {
		boolean nothingElse = WHOLE_PLACEHOLDER.matcher(placeholder).matches() && written.equals(placeholder);
		return new InvalidDefinitionException(Asked.path(name), nothingElse ? placeholder : null,
				"has a placeholder that nothing resolves",
				"set that variable or property, or give the placeholder a default as in ${NAME:default}");
	}

	/**
	 * Form in which names are shown.
	 * @param name a name
	 * @param index which element
	 * @return the element
	 */
	static String element(ConfigurationPropertyName name, int index) {
		return name.getElement(index, Form.ORIGINAL);
	}

}
