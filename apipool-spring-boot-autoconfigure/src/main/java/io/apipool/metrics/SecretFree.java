package io.apipool.metrics;

import java.util.List;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.definition.SecretForms;

/**
 * Stands for an exception that shows a secret, which tracing would write down: its class
 * and where it was thrown, without its message and its causes.
 */
final class SecretFree extends Exception {

	private static final int DEEPEST = 16;

	private SecretFree(Throwable thrown) {
		super(thrown.getClass().getName() + " (it shows a secret)", null, false, true);
		setStackTrace(thrown.getStackTrace());
	}

	/**
	 * Returns an exception that does not show the key's secret: itself, if it does not.
	 */
	static Throwable of(Throwable thrown, ApiKey key) {
		List<String> forms = SecretForms.of(key.value());
		boolean shown = Stream.<Throwable>iterate(thrown, (cause) -> cause != null, Throwable::getCause)
			.limit(DEEPEST)
			.flatMap((cause) -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
			.map(Throwable::toString)
			.anyMatch((text) -> forms.stream().anyMatch(text::contains));
		return shown ? new SecretFree(thrown) : thrown;
	}

}
