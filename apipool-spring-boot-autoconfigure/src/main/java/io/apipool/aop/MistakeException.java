package io.apipool.aop;

/**
 * Something about one annotated method is wrong.
 */
final class MistakeException extends RuntimeException {

	private final String advice;

	MistakeException(String reason, String advice) {
		super(reason);
		this.advice = advice;
	}

	String advice() {
		return this.advice;
	}

}
