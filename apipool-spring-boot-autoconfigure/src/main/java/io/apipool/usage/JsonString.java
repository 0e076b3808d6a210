package io.apipool.usage;

/**
 * A text as a string of JSON. Internal.
 */
public final class JsonString {

	private JsonString() {
	}

	/**
	 * Writes a text in quotation marks.
	 * @param out where it is written
	 * @param text the text
	 * @return where it was written
	 */
	public static StringBuilder append(StringBuilder out, String text) {
		out.append('"');
		text.chars().forEach((c) -> {
			if (c == '"' || c == '\\') {
				out.append('\\').append((char) c);
			}
			else if (c < ' ') {
				out.append(String.format("\\u%04x", c));
			}
			else {
				out.append((char) c);
			}
		});
		return out.append('"');
	}

}
