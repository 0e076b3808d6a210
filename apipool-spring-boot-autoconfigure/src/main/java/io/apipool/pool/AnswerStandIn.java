package io.apipool.pool;

/**
 * Stands in for the exception that an HTTP client is going to throw for an answer that
 * was no success. The engine ends the lease before the client throws, and knows the two
 * for the same by their status. Internal.
 */
public abstract class AnswerStandIn extends RuntimeException {

	private final int status;

	/**
	 * Creates the stand-in.
	 * @param message what is shown where the client shows nothing
	 * @param status the HTTP status
	 */
	protected AnswerStandIn(String message, int status) {
		super(message, null, false, false);
		this.status = status;
	}

	/**
	 * Returns the status of the answer.
	 * @return the HTTP status
	 */
	public final int getStatusCode() {
		return this.status;
	}

}
