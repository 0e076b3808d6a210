package io.apipool.usage;

/**
 * Texts of strangers as every database takes them: without control characters, without
 * halves of a character, and no longer than there is room.
 */
final class PlainText {

	private PlainText() {
	}

	/**
	 * Cuts a text.
	 */
	static String cut(String text, int length) {
		if (text.length() <= length) {
			return clean(text);
		}
		int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
		return clean(text.substring(0, end));
	}

	/**
	 * Cuts a name, so that two long ones that begin alike remain two.
	 */
	static String name(String name) {
		String clean = clean(name).strip();
		if (clean.length() <= Attempted.MAX_NAME) {
			return clean;
		}
		String tail = "~" + Integer.toHexString(clean.hashCode());
		return cut(clean, Attempted.MAX_NAME - tail.length()) + tail;
	}

	private static String clean(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isPoor(text, i)) {
				return cleaned(text);
			}
		}
		return text;
	}

	private static String cleaned(String text) {
		StringBuilder clean = new StringBuilder(text);
		for (int i = 0; i < text.length(); i++) {
			if (isPoor(text, i)) {
				clean.setCharAt(i, ' ');
			}
		}
		return clean.toString();
	}

	private static boolean isPoor(String text, int index) {
		char one = text.charAt(index);
		if (Character.isHighSurrogate(one)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		if (Character.isLowSurrogate(one)) {
			return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
		}
		return Character.isISOControl(one);
	}

}
