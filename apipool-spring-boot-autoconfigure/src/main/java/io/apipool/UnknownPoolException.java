package io.apipool;

import java.util.Collection;
import java.util.TreeSet;

/**
 * There is no pool of that name.
 */
public class UnknownPoolException extends ApiPoolException {

	/**
	 * Creates an exception.
	 * @param pool the unknown name
	 * @param known the names there are
	 */
	public UnknownPoolException(String pool, Collection<String> known) {
		super(pool, message(pool, known));
	}

	/**
	 * Creates an exception for where a provider's name would have done too.
	 * @param pool the unknown name
	 * @param known the names there are
	 * @param providers the names of the providers
	 */
	public UnknownPoolException(String pool, Collection<String> known, Collection<String> providers) {
		super(pool, message(pool, known) + ". Nor is there a provider of that name; there are "
				+ String.join(", ", new TreeSet<>(providers)));
	}

	private static String message(String pool, Collection<String> known) {
		return "there is no pool '" + pool + "'; there "
				+ (known.isEmpty() ? "are none" : "are " + String.join(", ", known));
	}

}
