package io.apipool.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.codec.Hints;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * The body of a request that is one value, written out once for all attempts.
 */
final class RenderedBody {

	private static final String INSERTERS = "org.springframework.web.reactive.function.BodyInserters$";

	private final ClientRequest request;

	private final byte[] bytes;

	private RenderedBody(ClientRequest request, byte[] bytes) {
		this.request = request;
		this.bytes = bytes;
	}

	/** Returns the request with that body. */
	ClientRequest request() {
		return this.request;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Tells whether a body is one value, or will be one. Streams, files and parts are
	 * not.
	 */
	static boolean isInMemory(BodyInserter<?, ?> inserter) {
		String type = inserter.getClass().getName();
		Publisher<?> publisher = HiddenFields.read(inserter, Publisher.class);
		return type.startsWith(INSERTERS) && !type.contains("Multipart")
				&& (publisher == null || publisher instanceof Mono)
				&& HiddenFields.read(inserter, Resource.class) == null
				&& HiddenFields.read(inserter, ReactiveAdapter.class) == null
				&& HiddenFields.read(inserter, Executor.class) == null;
	}

	static Mono<RenderedBody> of(ClientRequest request, ExchangeStrategies strategies) {
		RenderingRequest rendering = new RenderingRequest(request);
		return request.body()
			.insert(rendering, new Writers(strategies, request.logPrefix()))
			.then(Mono.fromSupplier(() -> of(request, rendering)));
	}

	private static RenderedBody of(ClientRequest request, RenderingRequest rendering) {
		byte[] bytes = rendering.bytes();
		ClientRequest written = ClientRequest.from(request).headers((headers) -> {
			headers.putAll(rendering.getHeaders());
			headers.remove(HttpHeaders.TRANSFER_ENCODING);
			headers.setContentLength(bytes.length);
		}).body((message, context) -> write(message, bytes)).build();
		return new RenderedBody(written, bytes);
	}

	private static Mono<Void> write(ClientHttpRequest message, byte[] bytes) {
		return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(bytes)));
	}

	/**
	 * The client's own writers.
	 */
	private record Writers(ExchangeStrategies strategies, String logPrefix) implements BodyInserter.Context {

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return this.strategies.messageWriters();
		}

		@Override
		public Optional<ServerHttpRequest> serverRequest() {
			return Optional.empty();
		}

		@Override
		public Map<String, Object> hints() {
			return Hints.from(Hints.LOG_PREFIX_HINT, this.logPrefix);
		}

	}

}
