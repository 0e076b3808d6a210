package io.apipool.http;

import java.io.IOException;
import java.io.InputStream;

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

	private @Nullable InputStream body;

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
		if (this.body == null) {
			this.body = this.source.open();
		}
		return this.body;
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
