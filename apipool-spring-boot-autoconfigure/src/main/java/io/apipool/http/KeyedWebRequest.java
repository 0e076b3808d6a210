package io.apipool.http;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.KeyLease;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * A request with a key. The key is put on as writing begins, below all that logs a
 * request, observes it or hangs it to an exception.
 */
final class KeyedWebRequest {

	private final WebCall call;

	private final KeyLease lease;

	private final Target target;

	private final int followed;

	private final Redirect line;

	private final AtomicInteger written = new AtomicInteger();

	/**
	 * Creates a request.
	 * @param followed how many redirects led to it
	 * @param line its address and method
	 */
	KeyedWebRequest(WebCall call, KeyLease lease, Target target, int followed, Redirect line) {
		this.call = call;
		this.lease = lease;
		this.target = target;
		this.followed = followed;
		this.line = line;
	}

	/** Returns the address without the key, and the method. */
	Redirect line() {
		return this.line;
	}

	Mono<ClientResponse> exchange() {
		try {
			return this.call.chain().exchange(request(), (uri) -> this.target.keyed(uri, this.lease.key().value()));
		}
		catch (RuntimeException ex) {
			return Mono.error(ex);
		}
	}

	private ClientRequest request() {
		ClientRequest.Builder request = ClientRequest.from(this.call.request().request())
			.method(HttpMethod.valueOf(this.line.method()))
			.url(this.line.uri())
			.httpRequest(this::writing);
		if (!this.line.keepsBody()) {
			request.body(BodyInserters.empty()).headers(KeyedWebRequest::withoutBody);
		}
		return request.build();
	}

	private static void withoutBody(HttpHeaders headers) {
		headers.remove(HttpHeaders.CONTENT_TYPE);
		headers.remove(HttpHeaders.CONTENT_LENGTH);
		headers.remove(HttpHeaders.TRANSFER_ENCODING);
	}

	/**
	 * Some clients write a request a second time by themselves when its connection broke.
	 */
	private void writing(ClientHttpRequest request) {
		if (this.written.incrementAndGet() > 1 && !Resending.isIdempotent(this.line.method())) {
			throw new IllegalStateException(this.call.pool().name() + ": the connection broke, and a "
					+ this.line.method() + " is not sent twice");
		}
		new KeyedRequest.SpringHeaders(request.getHeaders()).write(this.target.provider(), this.lease.key().value());
		this.lease.sent();
	}

	/** It is on its way, though the client told nothing of it. */
	void sending() {
		if (this.written.get() == 0) {
			this.lease.sent();
		}
	}

	/**
	 * Refuses a redirect that must not be followed. The key has nothing to do with that:
	 * the provider has accepted it.
	 */
	void check(Redirect redirect) {
		this.target.checkRedirect(redirect.uri(), this.followed);
		if (redirect.keepsBody() && this.line.keepsBody() && !this.call.request().repeatable()) {
			throw new IllegalStateException(this.call.pool().name() + ": redirected to " + redirect.uri()
					+ ", where its body cannot be sent a second time");
		}
	}

	KeyedWebRequest redirected(Redirect redirect) {
		return new KeyedWebRequest(this.call, this.lease, this.target, this.followed + 1,
				new Redirect(redirect.uri(), redirect.method(), this.line.keepsBody() && redirect.keepsBody()));
	}

	/**
	 * Returns what the caller may see of a failure.
	 */
	Throwable shown(Throwable thrown) {
		Redaction redaction = Redaction.of(this.lease.key().value());
		if (!(thrown instanceof WebClientRequestException failed)) {
			return redaction.failure(thrown);
		}
		URI uri = this.line.uri();
		Throwable cause = (failed.getCause() != null) ? failed.getCause() : failed;
		Throwable shown = redaction.failure(cause);
		return (shown == cause && failed.getUri().equals(uri)) ? failed
				: new WebClientRequestException(shown, failed.getMethod(), uri, failed.getHeaders());
	}

}
