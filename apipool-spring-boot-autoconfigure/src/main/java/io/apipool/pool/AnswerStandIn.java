package io.apipool.pool;

/**
 * Stands for an answer that was no success, which a client is going to turn into an
 * exception of its own: until then nobody can know that exception, only its status.
 * Internal.
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
