package io.apipool.provider;

/**
 * Stands for an answer that was an error, where no client has thrown anything yet.
 * Internal.
 */
public final class AnswerException extends RuntimeException {

	private final int status;

	AnswerException(String provider, int status) {
		super(provider + " answered with status " + status, null, false, false);
		this.status = status;
	}

	/**
	 * Returns the status of the answer.
	 * @return the HTTP status
	 */
	public int getStatusCode() {
		return this.status;
	}

}
