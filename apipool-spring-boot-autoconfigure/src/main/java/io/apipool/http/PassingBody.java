package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that tells what passes by. Nothing of it is kept.
 */
final class PassingBody extends InputStream {

	private final InputStream body;

	private final LeasedAnswer answer;

	private final Redaction redaction;

	PassingBody(InputStream body, LeasedAnswer answer, Redaction redaction) {
		this.body = body;
		this.answer = answer;
		this.redaction = redaction;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			int count = this.body.read(bytes, offset, length);
			if (count < 0) {
				this.answer.ended();
			}
			else {
				this.answer.passed(bytes, offset, count);
			}
			return count;
		}
		catch (IOException ex) {
			IOException shown = this.redaction.error(ex);
			this.answer.failed(shown);
			throw shown;
		}
	}

	@Override
	public int available() throws IOException {
		return this.body.available();
	}

	@Override
	public void close() throws IOException {
		try {
			this.body.close();
		}
		finally {
			this.answer.ended();
		}
	}

}
