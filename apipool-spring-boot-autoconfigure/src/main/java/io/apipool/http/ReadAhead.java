package io.apipool.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import io.apipool.provider.AnswerReader;

/**
 * The beginning of a body that was read before its time, and the rest of it, which still
 * streams.
 */
final class ReadAhead {

	private final byte[] start;

	private final InputStream rest;

	private ReadAhead(byte[] start, InputStream rest) {
		this.start = start;
		this.rest = rest;
	}

	static ReadAhead of(InputStream body) throws IOException {
		byte[] start = body.readNBytes(AnswerReader.BODY_PREFIX);
		return new ReadAhead(start, (start.length < AnswerReader.BODY_PREFIX) ? InputStream.nullInputStream() : body);
	}

	byte[] start() {
		return this.start;
	}

	/**
	 * Returns the body without the key, where its beginning repeats it.
	 */
	ReadAhead redacted(Redaction redaction) {
		byte[] shown = this.start.clone();
		redaction.stars(shown);
		return new ReadAhead(shown, this.rest);
	}

	/**
	 * Returns the whole body.
	 */
	InputStream whole() {
		return new SequenceInputStream(new ByteArrayInputStream(this.start), this.rest);
	}

}
