package io.apipool.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads variables of an environment, and finds which numbers there are of one.
 */
final class Variables {

	/** How many missing numbers in a row end the search where names cannot be listed. */
	private static final int MISSING = 10;

	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

	private final List<PropertySource<?>> sources = new ArrayList<>();

	private final PropertySourcesPropertyResolver resolver;

	Variables(MutablePropertySources sources) {
		this.resolver = new PropertySourcesPropertyResolver(sources);
		sources.forEach(this::add);
	}

	private void add(PropertySource<?> source) {
		if (source instanceof CompositePropertySource composite) {
			composite.getPropertySources().forEach(this::add);
		}
		else {
			this.sources.add(source);
		}
	}

	/**
	 * Reads a variable.
	 * @param name its name
	 * @return its value in the first source that has one, or null
	 * @throws IllegalArgumentException where it has a placeholder that nothing resolves;
	 * the message may hold a secret
	 */
	@Nullable Object value(String name) {
		for (PropertySource<?> source : this.sources) {
			Object value = source.getProperty(name);
			if (value != null) {
				return (value instanceof CharSequence text) ? this.resolver.resolveRequiredPlaceholders(text.toString())
						: value;
			}
		}
		return null;
	}

	boolean contains(String name) {
		return this.sources.stream().anyMatch((source) -> source.getProperty(name) != null);
	}

	/**
	 * Finds the numbers of a variable, also those that could not be decrypted.
	 * @param prefix the name before the underscore
	 * @return the numbers as they are written, ascending
	 */
	List<String> numbers(String prefix) {
		Set<String> numbers = new TreeSet<>(
				Comparator.<String>comparingInt(Integer::parseInt).thenComparing(Comparator.naturalOrder()));
		for (PropertySource<?> source : this.sources) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				addListed(enumerable, prefix + "_", numbers);
			}
			else {
				addTried(source, prefix + "_", numbers);
			}
		}
		return List.copyOf(numbers);
	}

	private static void addListed(EnumerablePropertySource<?> source, String prefix, Set<String> numbers) {
		String variable = (source instanceof SystemEnvironmentPropertySource)
				? prefix.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT) : prefix;
		for (String name : source.getPropertyNames()) {
			String plain = name.startsWith("invalid.") ? name.substring("invalid.".length()) : name;
			String number = plain.startsWith(prefix) ? plain.substring(prefix.length())
					: plain.startsWith(variable) ? plain.substring(variable.length()) : "";
			if (NUMBER.matcher(number).matches()) {
				numbers.add(number);
			}
		}
	}

	private static void addTried(PropertySource<?> source, String prefix, Set<String> numbers) {
		int missing = 0;
		for (int number = 1; missing < MISSING; number++) {
			if (source.getProperty(prefix + number) != null) {
				numbers.add(String.valueOf(number));
				missing = 0;
			}
			else {
				missing++;
			}
		}
	}

}
