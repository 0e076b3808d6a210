package io.apipool.actuate;

/**
 * Why an operator's question or order cannot be followed.
 */
final class EndpointProblem extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private EndpointProblem(int status, String message) {
		super(message);
		this.status = status;
	}

	static EndpointProblem unknown(String message) {
		return new EndpointProblem(404, message);
	}

	static EndpointProblem mistaken(String message) {
		return new EndpointProblem(400, message);
	}

	/**
	 * What is configured cannot be.
	 */
	static EndpointProblem refused(String message) {
		return new EndpointProblem(422, message);
	}

	/**
	 * Returns the HTTP status that says it.
	 */
	int status() {
		return this.status;
	}

}
