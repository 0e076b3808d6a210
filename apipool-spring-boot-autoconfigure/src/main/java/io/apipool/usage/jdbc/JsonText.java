package io.apipool.usage.jdbc;

import java.text.CharacterIterator;
import java.text.StringCharacterIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the small JSON texts that stand in columns. They are our own, but a column can be
 * edited by hand: what is wrong or nested too deep ends with an
 * {@link IllegalArgumentException}.
 */
final class JsonText {

	private static final int DEEPEST = 8;

	private static final char END = CharacterIterator.DONE;

	private final CharacterIterator text;

	private JsonText(String text) {
		this.text = new StringCharacterIterator(text);
	}

	/** Returns maps, lists, texts, doubles, booleans or null. */
	static @Nullable Object read(String text) {
		JsonText json = new JsonText(text);
		Object value = json.value(0);
		if (json.peek() != END) {
			throw json.wrong();
		}
		return value;
	}

	private @Nullable Object value(int depth) {
		if (depth > DEEPEST) {
			throw wrong();
		}
		return switch (peek()) {
			case '{' -> object(depth);
			case '[' -> array(depth);
			case '"' -> string();
			default -> literal();
		};
	}

	private Map<String, @Nullable Object> object(int depth) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		expect('{');
		while (peek() != '}') {
			if (!object.isEmpty()) {
				expect(',');
			}
			String name = string();
			expect(':');
			object.put(name, value(depth + 1));
		}
		expect('}');
		return object;
	}

	private List<@Nullable Object> array(int depth) {
		List<@Nullable Object> array = new ArrayList<>();
		expect('[');
		while (peek() != ']') {
			if (!array.isEmpty()) {
				expect(',');
			}
			array.add(value(depth + 1));
		}
		expect(']');
		return array;
	}

	private String string() {
		expect('"');
		StringBuilder string = new StringBuilder();
		for (char c = next(); c != '"'; c = next()) {
			string.append((c == '\\') ? escaped() : c);
		}
		return string.toString();
	}

	private char escaped() {
		char c = next();
		return switch (c) {
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'u' -> unicode();
			default -> c;
		};
	}

	private char unicode() {
		String digits = "" + next() + next() + next() + next();
		return (char) Integer.parseInt(digits, 16);
	}

	private @Nullable Object literal() {
		StringBuilder literal = new StringBuilder();
		while (",]} \t\r\n".indexOf(this.text.current()) < 0 && this.text.current() != END) {
			literal.append(next());
		}
		return switch (literal.toString()) {
			case "null" -> null;
			case "true" -> true;
			case "false" -> false;
			default -> Double.valueOf(literal.toString());
		};
	}

	private void expect(char wanted) {
		if (peek() != wanted) {
			throw wrong();
		}
		this.text.next();
	}

	private char next() {
		if (this.text.getIndex() == this.text.getEndIndex()) {
			throw wrong();
		}
		char next = this.text.current();
		this.text.next();
		return next;
	}

	/** Returns what comes after white space, or {@link #END}. */
	private char peek() {
		while (Character.isWhitespace(this.text.current())) {
			this.text.next();
		}
		return this.text.current();
	}

	private IllegalArgumentException wrong() {
		return new IllegalArgumentException("no JSON of ours, from character " + this.text.getIndex());
	}

}
