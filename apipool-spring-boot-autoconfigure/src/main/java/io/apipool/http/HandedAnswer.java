package io.apipool.http;

import java.util.concurrent.atomic.AtomicReference;

import io.apipool.KeyLease;
import io.apipool.provider.TokenReader;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * An answer on its way to the caller. From the first read on its body looks after itself;
 * whoever cancels before gives it back.
 */
final class HandedAnswer implements Disposable {

	private final ClientResponse response;

	private final Flux<DataBuffer> body;

	private final Runnable gone;

	private final AtomicReference<State> state = new AtomicReference<>(State.UNREAD);

	private HandedAnswer(ClientResponse response, Flux<DataBuffer> body, Runnable gone) {
		this.body = body;
		this.gone = gone;
		this.response = response.mutate().body((ignored) -> Flux.defer(this::read)).build();
	}

	/**
	 * Hands over a good answer: its lease ends when its body does.
	 * @param start what was read of the body, or null
	 */
	static HandedAnswer good(ClientResponse response, @Nullable BodyStart start, KeyLease lease, HttpPool pool,
			Redaction redaction) {
		TokenReader tokens = TokenReader.of(pool.target().provider(),
				response.headers().asHttpHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
		LeasedAnswer leased = new LeasedAnswer(lease, tokens, pool);
		Flux<DataBuffer> body = (start != null) ? start.whole(start.bytes())
				: response.body(BodyExtractors.toDataBuffers());
		return new HandedAnswer(response, PassingBuffers.of(body, leased, tokens != null, redaction), leased::ended);
	}

	/**
	 * Hands over any other answer, whole. Where it repeats the key, that is starred out.
	 */
	static HandedAnswer bad(ClientResponse response, @Nullable BodyStart start, Redaction redaction) {
		if (start == null) {
			return new HandedAnswer(response, response.body(BodyExtractors.toDataBuffers()), () -> {
			});
		}
		byte[] shown = start.bytes();
		redaction.stars(shown);
		return new HandedAnswer(response, start.whole(shown), () -> {
		});
	}

	ClientResponse response() {
		return this.response;
	}

	private Flux<DataBuffer> read() {
		return (this.state.compareAndSet(State.UNREAD, State.READ) || this.state.get() == State.READ) ? this.body
				: Flux.error(new IllegalStateException("the request was cancelled"));
	}

	@Override
	public void dispose() {
		if (this.state.compareAndSet(State.UNREAD, State.GONE)) {
			release(this.body);
			this.gone.run();
		}
	}

	/**
	 * Gives up the body of an answer.
	 */
	static void release(ClientResponse response) {
		release(response.body(BodyExtractors.toDataBuffers()));
	}

	private static void release(Flux<DataBuffer> body) {
		BaseSubscriber<DataBuffer> gone = new BaseSubscriber<>() {
		};
		gone.cancel();
		body.subscribe(gone);
	}

	private enum State {

		UNREAD, READ, GONE

	}

}
