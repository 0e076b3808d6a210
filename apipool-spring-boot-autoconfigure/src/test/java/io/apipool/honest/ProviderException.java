package io.apipool.honest;

import java.util.List;
import java.util.Map;

/** What an SDK throws for an answer that is not 2xx. */
@SuppressWarnings("serial")
public final class ProviderException extends RuntimeException {

	private final int statusCode;

	private final Map<String, List<String>> headers;

	ProviderException(int statusCode, Map<String, List<String>> headers, String body) {
		super(statusCode + ": " + body);
		this.statusCode = statusCode;
		this.headers = headers;
	}

	/**
	 * Returns the answer's status.
	 * @return the status
	 */
	public int statusCode() {
		return this.statusCode;
	}

	/**
	 * Returns the answer's headers.
	 * @return the headers
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

}
