package io.apipool.http;

import java.nio.ByteBuffer;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * A body that tells what passes by. Nothing of it is kept.
 */
final class PassingBuffers {

	private static final byte[] NOTHING = new byte[0];

	private PassingBuffers() {
	}

	/**
	 * Returns a body whose reading ends its lease, whichever way it ends.
	 * @param answer told what passes by
	 * @param reads whether it wants the bytes
	 */
	static Flux<DataBuffer> of(Flux<DataBuffer> body, LeasedAnswer answer, boolean reads, Redaction redaction) {
		return body.doOnNext((buffer) -> pass(buffer, answer, reads))
			.onErrorMap(redaction::failure)
			.doOnError(answer::failed)
			.doOnComplete(answer::ended)
			.doOnCancel(answer::ended);
	}

	private static void pass(DataBuffer buffer, LeasedAnswer answer, boolean reads) {
		if (!reads) {
			answer.passed(NOTHING, 0, 0);
			return;
		}
		try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
			while (parts.hasNext()) {
				pass(parts.next(), answer);
			}
		}
	}

	private static void pass(ByteBuffer part, LeasedAnswer answer) {
		if (part.hasArray()) {
			answer.passed(part.array(), part.arrayOffset() + part.position(), part.remaining());
			return;
		}
		byte[] bytes = new byte[part.remaining()];
		part.get(part.position(), bytes);
		answer.passed(bytes, 0, bytes.length);
	}

}
