package io.apipool.usage.jdbc;

import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The columns of text, and how their width is kept.
 *
 * <p>
 * Names of operations and models are anybody's text, and one of them that a database
 * refuses would hold up all others. So what is too long is cut, and what some database
 * cannot store or tell apart (a NUL, half of a surrogate pair, a space at the end) is
 * taken out. Most of these columns are part of a primary key: a text that was changed
 * ends with its checksum, so that two of them do not become one. The widths of the key of
 * {@code apipool_usage} together, at four bytes a character, are what MySQL allows.
 */
enum Column {

	INSTANCE(80), POOL(100), QUOTA_GROUP(140), KEY_ID(140), OPERATION(128), MODEL(128), OUTCOME(20), UNITS(2000),
	EVENT_ID(90), ERROR(1000), STATE(20), REST_REASON(200), SECRET_FINGERPRINT(100), LEARNT(4000);

	private static final int MARK = 9;

	private final int width;

	Column(int width) {
		this.width = width;
	}

	int width() {
		return this.width;
	}

	/**
	 * Returns a text that names something: the same for the same text, no other for
	 * another.
	 */
	String name(String text) {
		String clean = clean(text).stripTrailing();
		if (clean.length() <= this.width && clean.equals(text)) {
			return text;
		}
		return cut(clean, this.width - MARK) + "~" + checksum(text);
	}

	/** Returns as much of a text that somebody reads as there is room for. */
	String text(String text) {
		return cut(clean(text), this.width);
	}

	private static String cut(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
	}

	private static String clean(String text) {
		if (text.chars().noneMatch((c) -> c == 0 || Character.isSurrogate((char) c))) {
			return text;
		}
		StringBuilder clean = new StringBuilder(text.length());
		text.codePoints()
			.map((c) -> (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) ? '\uFFFD' : c)
			.forEach(clean::appendCodePoint);
		return clean.toString();
	}

	private static String checksum(String text) {
		CRC32 checksum = new CRC32();
		text.chars().forEach((c) -> {
			checksum.update(c >> Byte.SIZE);
			checksum.update(c);
		});
		return HexFormat.of().toHexDigits((int) checksum.getValue());
	}

}
