package io.apipool.http;

import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer of which nothing but the status is known: the JDK's old client tells no more
 * of a 401 to a body that it cannot repeat.
 */
final class BareResponse implements ClientHttpResponse {

	private final HttpHeaders headers = new HttpHeaders();

	private final int status;

	BareResponse(int status) {
		this.status = status;
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return HttpStatusCode.valueOf(this.status);
	}

	@Override
	public String getStatusText() {
		return "";
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public InputStream getBody() {
		return InputStream.nullInputStream();
	}

	@Override
	public void close() {
	}

}
