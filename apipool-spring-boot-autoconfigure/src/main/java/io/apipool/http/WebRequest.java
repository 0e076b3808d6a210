package io.apipool.http;

import java.util.Locale;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * A request before it has a key.
 *
 * @param request the request; where its body is in memory, it is written out
 * @param facts what it tells of itself
 * @param repeatable whether the body can be sent again
 */
record WebRequest(ClientRequest request, CallRequest facts, boolean repeatable) {

	private static final String TEMPLATE = "org.springframework.web.reactive.function.client.WebClient.uriTemplate";

	/**
	 * Writes the body out where it is in memory: that tells the model and the tokens, and
	 * it can be sent again. A body that streams is left alone.
	 * @param strategies the client's, or null: not known
	 */
	static Mono<WebRequest> of(ClientRequest request, @Nullable ExchangeStrategies strategies) {
		BodyInserter<?, ?> inserter = request.body();
		if (inserter == BodyInserters.empty()) {
			return Mono.just(of(request, null, true));
		}
		if (strategies == null || !RenderedBody.isInMemory(inserter)) {
			Resource resource = HiddenFields.read(inserter, Resource.class);
			return Mono.just(of(request, null, resource != null && !resource.isOpen()));
		}
		return RenderedBody.of(request, strategies).map((rendered) -> of(rendered.request(), rendered.bytes(), true));
	}

	private static WebRequest of(ClientRequest request, byte @Nullable [] body, boolean repeatable) {
		String operation = RequestReading.operation(request.method().name(), request.attributes().get(TEMPLATE));
		CallRequest facts = RequestFacts.of(operation, request.url(), request.attributes(),
				isJson(request) ? body : null);
		return new WebRequest(request, facts, repeatable);
	}

	private static boolean isJson(ClientRequest request) {
		String type = request.headers().getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("json");
	}

}
