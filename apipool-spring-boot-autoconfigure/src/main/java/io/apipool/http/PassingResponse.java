package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A response that is handed on as it comes.
 */
final class PassingResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final Body source;

	private final Runnable closed;

	private final AtomicReference<@Nullable InputStream> body = new AtomicReference<>();

	/**
	 * Creates the response.
	 * @param response the provider's
	 * @param source its body
	 * @param closed told that the caller is done with it
	 */
	PassingResponse(ClientHttpResponse response, Body source, Runnable closed) {
		this.response = response;
		this.source = source;
		this.closed = closed;
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.response.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.response.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		InputStream present = this.body.get();
		if (present == null) {
			present = this.source.open();
			this.body.set(present);
		}
		return present;
	}

	@Override
	public void close() {
		try {
			this.response.close();
		}
		finally {
			this.closed.run();
		}
	}

	/**
	 * Opens the body.
	 */
	interface Body {

		InputStream open() throws IOException;

	}

}
