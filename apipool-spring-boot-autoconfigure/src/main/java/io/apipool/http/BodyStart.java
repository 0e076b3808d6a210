package io.apipool.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/**
 * Reads the beginning of a body before its time. The rest of it, if there is more, still
 * streams, as fast as it is asked for.
 */
final class BodyStart extends BaseSubscriber<DataBuffer> {

	private final int most;

	private final Reader reader;

	private final ByteArrayOutputStream start = new ByteArrayOutputStream();

	private final Sinks.Many<DataBuffer> rest = Sinks.many().unicast().onBackpressureBuffer();

	private final AtomicBoolean read = new AtomicBoolean();

	/**
	 * Creates a subscriber to a body.
	 * @param most how many bytes are wanted; a buffer is not split
	 * @param reader told when they are there
	 */
	BodyStart(int most, Reader reader) {
		this.most = most;
		this.reader = reader;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		request(1);
	}

	@Override
	protected void hookOnNext(DataBuffer buffer) {
		if (this.read.get()) {
			if (this.rest.tryEmitNext(buffer).isFailure()) {
				DataBufferUtils.release(buffer);
			}
			return;
		}
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		this.start.write(bytes, 0, bytes.length);
		if (this.start.size() < this.most) {
			request(1);
		}
		else {
			read();
		}
	}

	@Override
	protected void hookOnComplete() {
		this.rest.tryEmitComplete();
		if (!this.read.get()) {
			read();
		}
	}

	@Override
	protected void hookOnError(Throwable thrown) {
		if (this.read.get()) {
			this.rest.tryEmitError(thrown);
		}
		else {
			this.read.set(true);
			this.reader.failed(thrown);
		}
	}

	private void read() {
		this.read.set(true);
		this.reader.read(this);
	}

	/**
	 * Returns the beginning.
	 * @return a copy
	 */
	byte[] bytes() {
		return this.start.toByteArray();
	}

	/**
	 * Returns the whole body, to be read once.
	 * @param shown stands for its beginning
	 */
	Flux<DataBuffer> whole(byte[] shown) {
		Flux<DataBuffer> beginning = Flux.defer(() -> (shown.length > 0)
				? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(shown)) : Flux.empty());
		Flux<DataBuffer> later = this.rest.asFlux().doOnRequest(this::request);
		return beginning.concatWith(later)
			.doOnCancel(this::cancel)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	/**
	 * Waits for the beginning of a body.
	 */
	interface Reader {

		void read(BodyStart start);

		void failed(Throwable thrown);

	}

}
