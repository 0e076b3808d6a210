package io.apipool.http;

import java.util.Set;

import io.apipool.CallOutcome;

/**
 * Tells which request may be sent again, with another key. A body that can be read once
 * only is never sent twice. A method that is not idempotent is sent again only where the
 * provider said that it did nothing; what a broken connection or a server's own error has
 * done nobody knows, so that is for {@code retry.on-failure} to allow.
 */
final class Resending {

	private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

	private Resending() {
	}

	static boolean isIdempotent(String method) {
		return IDEMPOTENT.contains(method);
	}

	/**
	 * Tells whether a request may be sent again after an answer.
	 * @param method its method
	 * @param repeatable whether its body can be sent again
	 * @param outcome what the answer means
	 */
	static boolean isAllowed(String method, boolean repeatable, CallOutcome outcome) {
		return repeatable && (isIdempotent(method) || !(outcome instanceof CallOutcome.Overloaded overloaded)
				|| overloaded.until() != null);
	}

}
