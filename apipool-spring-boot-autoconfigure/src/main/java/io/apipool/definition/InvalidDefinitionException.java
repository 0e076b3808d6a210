package io.apipool.definition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is wrong. Holds what a person needs to mend it, and never a secret: a
 * secret's shown value is its fingerprint. Where several things are wrong, this is the
 * first of them and {@link #all()} has every one.
 */
public class InvalidDefinitionException extends IllegalArgumentException {

	private final String property;

	private final @Nullable String shownValue;

	private final String reason;

	private final String wayOut;

	private final transient List<InvalidDefinitionException> others;

	/**
	 * Creates the exception for one mistake.
	 * @param property the path of the property, as {@code apipool.pools.gemini.max-wait}
	 * @param shownValue what was written and may be shown, or null: nothing
	 * @param reason why it cannot be, as the end of a sentence whose beginning is the
	 * property
	 * @param wayOut what to write instead
	 */
	public InvalidDefinitionException(String property, @Nullable String shownValue, String reason, String wayOut) {
		super(message(property, shownValue, reason, wayOut));
		this.property = property;
		this.shownValue = shownValue;
		this.reason = reason;
		this.wayOut = wayOut;
		this.others = List.of();
	}

	private InvalidDefinitionException(InvalidDefinitionException first, List<InvalidDefinitionException> all) {
		super(all.stream().map(Throwable::getMessage).collect(Collectors.joining(System.lineSeparator())));
		this.property = first.property;
		this.shownValue = first.shownValue;
		this.reason = first.reason;
		this.wayOut = first.wayOut;
		this.others = List.copyOf(all.subList(1, all.size()));
	}

	private static String message(String property, @Nullable String shownValue, String reason, String wayOut) {
		String shown = (shownValue != null) ? " = '" + shownValue + "'" : "";
		return property + shown + " " + reason + ": " + wayOut;
	}

	static InvalidDefinitionException of(List<InvalidDefinitionException> all) {
		return (all.size() == 1) ? all.get(0) : new InvalidDefinitionException(all.get(0), all);
	}

	/**
	 * Returns the path of the property.
	 * @return the path
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns what was written.
	 * @return what was written and may be shown, or null: nothing
	 */
	public @Nullable String shownValue() {
		return this.shownValue;
	}

	/**
	 * Returns why it cannot be.
	 * @return the reason
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns what to write instead.
	 * @return the way out
	 */
	public String wayOut() {
		return this.wayOut;
	}

	/**
	 * Returns each mistake by itself.
	 * @return this one, and what else is wrong
	 */
	public List<InvalidDefinitionException> all() {
		if (this.others.isEmpty()) {
			return List.of(this);
		}
		InvalidDefinitionException first = new InvalidDefinitionException(this.property, this.shownValue, this.reason,
				this.wayOut);
		return Stream.concat(Stream.of(first), this.others.stream()).toList();
	}

}
