package io.apipool.pool;

/**
 * What a vendor's client may throw.
 */
final class StatusException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	StatusException(int status) {
		super("status " + status);
		this.status = status;
	}

	/**
	 * Returns the HTTP status.
	 * @return the status
	 */
	public int statusCode() {
		return this.status;
	}

}
