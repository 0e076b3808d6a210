package io.apipool.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds fields in JSON that comes in pieces, of any length, perhaps cut off, perhaps no
 * JSON at all. A parser would have to hold the longest text of an answer in memory and to
 * throw at the first wrong byte; this holds the path to where it is, a bounded part of
 * one value, and nothing else. What is wrong or too deep is passed over.
 *
 * <p>
 * A path has the names of the objects on the way, joined by dots; arrays are seen
 * through. A value is told when it is complete.
 */
final class JsonScan {

	private static final int DEEPEST = 32;

	private static final int LONGEST = 1024;

	private final Sink sink;

	private final StringBuilder path = new StringBuilder();

	private final int[] pathLengths = new int[DEEPEST];

	private final boolean[] objects = new boolean[DEEPEST];

	private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

	private final StringBuilder unicode = new StringBuilder(4);

	private State state = State.BETWEEN;

	private int depth;

	private boolean expectsKey;

	private boolean capturing;

	JsonScan(Sink sink) {
		this.sink = sink;
	}

	/** Begins a new document. */
	void reset() {
		this.path.setLength(0);
		this.state = State.BETWEEN;
		this.depth = 0;
		this.expectsKey = false;
	}

	void feed(byte[] bytes, int offset, int count) {
		for (int i = offset; i < offset + count; i++) {
			feed(bytes[i]);
		}
	}

	void feed(byte b) {
		switch (this.state) {
			case BETWEEN -> between(b);
			case TEXT -> text(b);
			case ESCAPE -> escape(b);
			case UNICODE -> unicode(b);
			case LITERAL -> literal(b);
		}
	}

	private void between(byte b) {
		switch (b) {
			case '{' -> open(true);
			case '[' -> open(false);
			case '}', ']' -> close();
			case ',' -> this.expectsKey = isTracked() && this.depth > 0 && this.objects[this.depth - 1];
			case ':' -> this.expectsKey = false;
			case '"' -> begin(State.TEXT);
			case ' ', '\t', '\r', '\n' -> {
			}
			default -> {
				begin(State.LITERAL);
				append(b);
			}
		}
	}

	private boolean isTracked() {
		return this.depth <= DEEPEST;
	}

	private void open(boolean object) {
		if (this.depth < DEEPEST) {
			this.pathLengths[this.depth] = this.path.length();
			this.objects[this.depth] = object;
		}
		this.depth = Math.min(this.depth + 1, Integer.MAX_VALUE - 1);
		this.expectsKey = object && isTracked();
	}

	private void close() {
		if (this.depth == 0) {
			return;
		}
		this.depth--;
		if (this.depth < DEEPEST) {
			this.path.setLength(this.pathLengths[this.depth]);
		}
		this.expectsKey = false;
	}

	private void begin(State state) {
		this.state = state;
		this.captured.reset();
		this.capturing = isTracked() && (this.expectsKey || this.sink.wants(this.path));
	}

	private void append(int b) {
		if (this.capturing && this.captured.size() < LONGEST) {
			this.captured.write(b);
		}
	}

	private void text(byte b) {
		if (b == '\\') {
			this.state = State.ESCAPE;
		}
		else if (b == '"') {
			end();
		}
		else {
			append(b);
		}
	}

	private void escape(byte b) {
		this.state = State.TEXT;
		switch (b) {
			case 'n', 'r', 't', 'b', 'f' -> append(' ');
			case 'u' -> {
				this.state = State.UNICODE;
				this.unicode.setLength(0);
			}
			default -> append(b);
		}
	}

	private void unicode(byte b) {
		if (Character.digit(b, 16) < 0) {
			this.state = State.TEXT;
			text(b);
			return;
		}
		this.unicode.append((char) b);
		if (this.unicode.length() == 4) {
			this.state = State.TEXT;
			char meant = (char) Integer.parseInt(this.unicode, 0, 4, 16);
			for (byte encoded : String.valueOf(meant).getBytes(StandardCharsets.UTF_8)) {
				append(encoded);
			}
		}
	}

	private void literal(byte b) {
		switch (b) {
			case ',', ']', '}', ' ', '\t', '\r', '\n', ':', '"', '{', '[' -> {
				end();
				between(b);
			}
			default -> append(b);
		}
	}

	private void end() {
		this.state = State.BETWEEN;
		if (!this.capturing) {
			return;
		}
		String found = this.captured.toString(StandardCharsets.UTF_8);
		if (!this.expectsKey) {
			this.sink.value(this.path.toString(), found);
			return;
		}
		this.path.setLength(this.pathLengths[this.depth - 1]);
		this.path.append(this.path.isEmpty() ? "" : ".").append(found);
	}

	/**
	 * Where {@link JsonScan} is within a document.
	 */
	private enum State {

		BETWEEN, TEXT, ESCAPE, UNICODE, LITERAL

	}

	/**
	 * Is told values.
	 */
	interface Sink {

		boolean wants(CharSequence path);

		/** Takes a value: at most its first 1024 bytes, a number or word as written. */
		void value(String path, String value);

	}

}
