package io.apipool.http;

import java.io.IOException;
import java.net.HttpRetryException;

import io.apipool.KeyLease;
import io.apipool.provider.Answer;
import io.apipool.provider.AnswerReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends a request with one key, follows the provider's redirects, and reads what the
 * answer means.
 */
final class BlockingAttempt {

	private final HttpPool pool;

	private final Target target;

	private final ClientHttpRequestExecution execution;

	private final HttpRequest request;

	private final byte[] body;

	BlockingAttempt(HttpPool pool, ClientHttpRequestExecution execution, HttpRequest request, byte[] body) {
		this.pool = pool;
		this.target = pool.target();
		this.execution = execution;
		this.request = request;
		this.body = body;
	}

	ReceivedAnswer send(KeyLease lease) throws IOException {
		ClientHttpResponse response = follow(lease);
		try {
			return received(response);
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private ClientHttpResponse follow(KeyLease lease) throws IOException {
		KeyedRequest next = new KeyedRequest(this.request, this.target, lease);
		byte[] content = this.body;
		for (int followed = 0;; followed++) {
			ClientHttpResponse response = execute(next, content);
			Redirect redirect = redirect(response, next);
			if (redirect == null) {
				return response;
			}
			response.close();
			check(lease, redirect, followed);
			next = next.redirected(redirect);
			content = redirect.keepsBody() ? content : new byte[0];
		}
	}

	private ClientHttpResponse execute(KeyedRequest next, byte[] content) throws IOException {
		try {
			if (content.length == 0) {
				next.sending();
			}
			ClientHttpResponse response = this.execution.execute(next, content);
			next.sending();
			return response;
		}
		catch (HttpRetryException ex) {
			return new BareResponse(ex.responseCode());
		}
	}

	private static @Nullable Redirect redirect(ClientHttpResponse response, KeyedRequest sent) throws IOException {
		return Redirect.of(response.getStatusCode().value(), response.getHeaders().getFirst(HttpHeaders.LOCATION),
				sent.bareUri(), sent.getMethod().name());
	}

	/**
	 * Refuses a redirect that must not be followed. The key has nothing to do with that:
	 * the provider has accepted it.
	 */
	private void check(KeyLease lease, Redirect redirect, int followed) {
		try {
			this.target.checkRedirect(redirect.uri(), followed);
		}
		catch (IllegalStateException ex) {
			lease.succeeded();
			throw ex;
		}
	}

	private ReceivedAnswer received(ClientHttpResponse response) throws IOException {
		AnswerReader reader = this.target.answers();
		int status = response.getStatusCode().value();
		ReadAhead read = reader.readsBody(status) ? ReadAhead.of(response.getBody()) : null;
		Answer answer = reader.read(status, new ReceivedHeaders(response.getHeaders()),
				(read != null) ? read.start() : null, this.pool.calls().timekeeper().instant());
		return new ReceivedAnswer(response, read, answer, this.target.provider());
	}

}
