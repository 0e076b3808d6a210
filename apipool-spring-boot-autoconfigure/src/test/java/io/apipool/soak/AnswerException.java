package io.apipool.soak;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** What an SDK throws for an answer that is not 2xx. */
@SuppressWarnings("serial")
public final class AnswerException extends RuntimeException {

	private final int statusCode;

	private final HttpHeaders headers;

	AnswerException(int statusCode, HttpHeaders headers) {
		super("answered " + statusCode, null, false, false);
		this.statusCode = statusCode;
		this.headers = headers;
	}

	/** Returns the answer's status. */
	public int statusCode() {
		return this.statusCode;
	}

	/** Returns the answer's headers. */
	public Map<String, List<String>> headers() {
		return this.headers.map();
	}

}
