package io.apipool.http;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.KeyLease;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * A request with a key on it.
 */
final class KeyedRequest extends HttpRequestWrapper {

	private final Target target;

	private final KeyLease lease;

	private final Redirect line;

	private final HttpHeaders headers = new HttpHeaders();

	private final AtomicBoolean sending = new AtomicBoolean();

	KeyedRequest(HttpRequest request, Target target, KeyLease lease) {
		this(request, target, lease, new Redirect(request.getURI(), request.getMethod().name(), true));
	}

	private KeyedRequest(HttpRequest request, Target target, KeyLease lease, Redirect line) {
		super(request);
		this.target = target;
		this.lease = lease;
		this.line = line;
		this.headers.putAll(request.getHeaders());
		if (!line.keepsBody()) {
			this.headers.remove(HttpHeaders.CONTENT_TYPE);
			this.headers.remove(HttpHeaders.CONTENT_LENGTH);
			this.headers.remove(HttpHeaders.TRANSFER_ENCODING);
		}
		new SpringHeaders(this.headers).write(target.provider(), lease.key().value());
	}

	/**
	 * Returns the request that follows a redirect of this one.
	 */
	KeyedRequest redirected(Redirect redirect) {
		boolean keepsBody = this.line.keepsBody() && redirect.keepsBody();
		return new KeyedRequest(getRequest(), this.target, this.lease,
				new Redirect(redirect.uri(), redirect.method(), keepsBody));
	}

	/** Writing begins. */
	void sending() {
		if (this.sending.compareAndSet(false, true)) {
			this.lease.sent();
		}
	}

	@Override
	public HttpMethod getMethod() {
		return HttpMethod.valueOf(this.line.method());
	}

	/** Returns the address without the key. */
	URI bareUri() {
		return this.line.uri();
	}

	@Override
	public URI getURI() {
		return this.target.keyed(this.line.uri(), this.lease.key().value());
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	/**
	 * Spring's headers.
	 */
	record SpringHeaders(HttpHeaders headers) implements RequestHeaders {

		@Override
		public boolean has(String name) {
			return this.headers.containsHeader(name);
		}

		@Override
		public void set(String name, String value) {
			this.headers.set(name, value);
		}

	}

}
