package io.apipool.provider;

import java.nio.charset.StandardCharsets;

/**
 * Takes the data out of server-sent events, each of which is a JSON document. An event
 * ends with an empty line; other fields and comments, which some providers send to keep a
 * connection open, are passed over.
 */
final class EventStream {

	private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

	private static final int NO_DATA = DATA.length + 1;

	private final JsonScan scan;

	private int column;

	EventStream(JsonScan scan) {
		this.scan = scan;
	}

	void feed(byte[] bytes, int offset, int count) {
		for (int i = offset; i < offset + count; i++) {
			feed(bytes[i]);
		}
	}

	private void feed(byte b) {
		if (b == '\n') {
			endLine();
		}
		else if (b == '\r') {
			return;
		}
		else if (this.column < DATA.length) {
			this.column = (b == DATA[this.column]) ? this.column + 1 : NO_DATA;
		}
		else if (this.column == DATA.length) {
			this.scan.feed(b);
		}
	}

	private void endLine() {
		if (this.column == 0) {
			this.scan.reset();
		}
		else if (this.column == DATA.length) {
			this.scan.feed((byte) '\n');
		}
		this.column = 0;
	}

}
