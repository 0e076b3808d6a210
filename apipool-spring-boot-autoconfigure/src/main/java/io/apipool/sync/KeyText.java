package io.apipool.sync;

import org.jspecify.annotations.Nullable;

/**
 * Takes off what shells and {@code .env} files leave around a value.
 */
final class KeyText {

	private KeyText() {
	}

	/**
	 * Takes off white space, one pair of surrounding quotes and a trailing
	 * {@code  # comment}.
	 * @param text the text
	 * @return what is left
	 */
	static String clean(String text) {
		String value = text.strip();
		String quoted = quoted(value);
		if (quoted != null) {
			return quoted.strip();
		}
		for (int i = 1; i < value.length(); i++) {
			if (value.charAt(i) == '#' && Character.isWhitespace(value.charAt(i - 1))) {
				return value.substring(0, i).strip();
			}
		}
		return value.startsWith("#") ? "" : value;
	}

	private static @Nullable String quoted(String value) {
		char quote = value.isEmpty() ? ' ' : value.charAt(0);
		int end = (quote == '"' || quote == '\'') ? value.indexOf(quote, 1) : -1;
		if (end < 0) {
			return null;
		}
		String rest = value.substring(end + 1);
		return (rest.isBlank() || (Character.isWhitespace(rest.charAt(0)) && rest.strip().startsWith("#")))
				? value.substring(1, end) : null;
	}

}
