package io.apipool.autoconfigure.definition;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.apipool.definition.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Redacts secrets in what endpoints show: what stands where a key is configured, however
 * its name is spelled; the variables in which keys were found; and every value that holds
 * the secret of a key, wherever a placeholder took it from.
 */
final class SecretSanitizer implements SanitizingFunction {

	private static final Pattern KEYS = Pattern.compile("(invalid)?apipool(pools.*keys.*|remote.*)");

	/** Shorter secrets would be found in values that have nothing to do with them. */
	private static final int SHORTEST_FOUND_INSIDE = 8;

	private final Supplier<@Nullable ConfiguredDefinitions> definitions;

	SecretSanitizer(Supplier<@Nullable ConfiguredDefinitions> definitions) {
		this.definitions = definitions;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return isSecret(data) ? data.withSanitizedValue() : data;
	}

	private boolean isSecret(SanitizableData data) {
		String name = plain(data.getKey());
		if (KEYS.matcher(name).matches()) {
			return true;
		}
		ConfiguredDefinitions known = this.definitions.get();
		return known != null && (known.variables().stream().anyMatch((variable) -> plain(variable).equals(name))
				|| holdsSecret(data.getValue(), known));
	}

	private static boolean holdsSecret(@Nullable Object value, ConfiguredDefinitions known) {
		String text = (value != null) ? value.toString() : "";
		return !text.isEmpty() && known.secrets().stream().map(Secret::value).anyMatch((secret) -> holds(text, secret));
	}

	private static boolean holds(String text, String secret) {
		return (secret.length() < SHORTEST_FOUND_INSIDE) ? text.strip().equals(secret) : text.contains(secret);
	}

	/**
	 * Returns what all spellings of a name have in common.
	 * @param name a name
	 * @return its letters and digits in lower case
	 */
	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
