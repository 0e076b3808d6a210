package io.apipool.definition;

/**
 * A text that is not what its place asks for: why, and the way out.
 */
final class MalformedTextException extends IllegalArgumentException {

	private static final int MOST_SHOWN = 80;

	private final String shown;

	private final String reason;

	private final String wayOut;

	MalformedTextException(String text, String reason, String wayOut) {
		super("'" + shorten(text) + "' " + reason + ": " + wayOut);
		this.shown = shorten(text);
		this.reason = reason;
		this.wayOut = wayOut;
	}

	private static String shorten(String text) {
		return (text.length() <= MOST_SHOWN) ? text : text.substring(0, MOST_SHOWN) + "...";
	}

	InvalidDefinitionException at(String property) {
		return new InvalidDefinitionException(property, this.shown, this.reason, this.wayOut);
	}

}
