package io.apipool.http;

import java.io.IOException;
import java.io.OutputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.util.StreamUtils;

/**
 * Hands the body of a request to its client, and tells when it is written. It is handed
 * over as one that cannot be repeated: some clients send a request again by themselves
 * after a 429 or 503, with the same key.
 */
final class RequestBody {

	private RequestBody() {
	}

	static void write(ClientHttpRequest created, byte[] body, HttpRequest request) throws IOException {
		if (body.length == 0) {
			return;
		}
		if (created.getHeaders().containsHeader(HttpHeaders.CONTENT_LENGTH)) {
			created.getHeaders().setContentLength(body.length);
		}
		if (created instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(content(body, request));
		}
		else {
			StreamUtils.copy(body, created.getBody());
		}
	}

	private static StreamingHttpOutputMessage.Body content(byte[] body, HttpRequest request) {
		return new StreamingHttpOutputMessage.Body() {

			@Override
			public void writeTo(OutputStream target) throws IOException {
				if (request instanceof KeyedRequest keyed) {
					keyed.sending();
				}
				StreamUtils.copy(body, target);
			}

		};
	}

}
