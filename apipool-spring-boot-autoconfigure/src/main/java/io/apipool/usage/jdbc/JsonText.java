package io.apipool.usage.jdbc;

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

	private final String text;

	private int at;

	private int depth;

	private JsonText(String text) {
		this.text = text;
	}

	/** Returns maps, lists, texts, doubles, booleans or null. */
	static @Nullable Object read(String text) {
		JsonText json = new JsonText(text);
		Object value = json.value();
		if (json.peek() != 0) {
			throw json.wrong();
		}
		return value;
	}

	private @Nullable Object value() {
		return switch (peek()) {
			case '{' -> object();
			case '[' -> array();
			case '"' -> string();
			default -> literal();
		};
	}

	private Map<String, @Nullable Object> object() {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		enter();
		while (peek() != '}') {
			if (!object.isEmpty()) {
				expect(',');
			}
			String name = string();
			expect(':');
			object.put(name, value());
		}
		leave();
		return object;
	}

	private List<@Nullable Object> array() {
		List<@Nullable Object> array = new ArrayList<>();
		enter();
		while (peek() != ']') {
			if (!array.isEmpty()) {
				expect(',');
			}
			array.add(value());
		}
		leave();
		return array;
	}

	private void enter() {
		this.at++;
		if (++this.depth > DEEPEST) {
			throw wrong();
		}
	}

	private void leave() {
		this.at++;
		this.depth--;
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
		if (this.at + 4 > this.text.length()) {
			throw wrong();
		}
		this.at += 4;
		return (char) Integer.parseInt(this.text.substring(this.at - 4, this.at), 16);
	}

	private @Nullable Object literal() {
		int from = this.at;
		while (this.at < this.text.length() && ",]} \t\r\n".indexOf(this.text.charAt(this.at)) < 0) {
			this.at++;
		}
		String literal = this.text.substring(from, this.at);
		return switch (literal) {
			case "null" -> null;
			case "true", "false" -> Boolean.valueOf(literal);
			default -> Double.valueOf(literal);
		};
	}

	private void expect(char wanted) {
		if (peek() != wanted) {
			throw wrong();
		}
		this.at++;
	}

	private char next() {
		if (this.at >= this.text.length()) {
			throw wrong();
		}
		return this.text.charAt(this.at++);
	}

	/** Returns what comes after white space, or 0 at the end. */
	private char peek() {
		while (this.at < this.text.length() && Character.isWhitespace(this.text.charAt(this.at))) {
			this.at++;
		}
		return (this.at < this.text.length()) ? this.text.charAt(this.at) : 0;
	}

	private IllegalArgumentException wrong() {
		return new IllegalArgumentException("no JSON of ours, from character " + this.at);
	}

}
