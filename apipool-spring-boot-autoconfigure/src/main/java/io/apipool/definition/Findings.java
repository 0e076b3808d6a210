package io.apipool.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What the validator found on one walk: mistakes, which are thrown together, and
 * warnings, which are told.
 */
final class Findings {

	private final List<InvalidDefinitionException> mistakes = new ArrayList<>();

	private final Map<String, String> places = new HashMap<>();

	private final Consumer<String> warnings;

	Findings(Consumer<String> warnings) {
		this.warnings = warnings;
	}

	void warn(String message) {
		this.warnings.accept(message);
	}

	void add(String property, @Nullable String shownValue, String reason, String wayOut) {
		this.mistakes.add(new InvalidDefinitionException(property, shownValue, reason, wayOut));
	}

	/**
	 * Tells where a pool is defined, if not below {@code apipool.pools}.
	 */
	void locate(String pool, String path) {
		this.places.put(pool, path);
	}

	/**
	 * Returns where a property of a pool is.
	 */
	String path(String pool, String property) {
		return this.places.getOrDefault(pool, "apipool.pools." + pool) + "." + property;
	}

	void add(InvalidDefinitionException mistake) {
		this.mistakes.add(mistake);
	}

	/**
	 * Puts mistakes before those that are likely to follow from them, and in the place of
	 * those that do: what is wrong with one property is said once.
	 * @param causes the mistakes
	 */
	void addFirst(List<InvalidDefinitionException> causes) {
		Set<String> places = causes.stream().map(InvalidDefinitionException::property).collect(Collectors.toSet());
		this.mistakes.removeIf((mistake) -> places.contains(mistake.property()));
		this.mistakes.addAll(0, causes);
	}

	int count() {
		return this.mistakes.size();
	}

	void throwIfAny() {
		if (!this.mistakes.isEmpty()) {
			throw InvalidDefinitionException.of(this.mistakes);
		}
	}

}
