package io.apipool.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer, whatever client received it. Internal.
 */
@FunctionalInterface
public interface AnswerHeaders {

	/** No headers. */
	AnswerHeaders NONE = (name) -> List.of();

	/**
	 * Returns the values of a header.
	 * @param name the header's name, in any case
	 * @return one value a line, or an empty list
	 */
	List<String> all(String name);

	/**
	 * Returns the first value of a header.
	 * @param name the header's name, in any case
	 * @return the value, or null
	 */
	default @Nullable String first(String name) {
		List<String> all = all(name);
		return all.isEmpty() ? null : all.get(0);
	}

}
