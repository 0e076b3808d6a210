package io.apipool.aop;

import java.util.List;

/**
 * Annotated methods that cannot work, all of them in one message. Internal.
 */
public final class InvalidAnnotationException extends RuntimeException {

	private final transient List<Mistake> mistakes;

	InvalidAnnotationException(List<Mistake> mistakes) {
		super(String.join("; ", mistakes.stream().map((mistake) -> mistake + ". " + mistake.advice()).toList()));
		this.mistakes = List.copyOf(mistakes);
	}

	/**
	 * Returns what is wrong.
	 * @return at least one mistake
	 */
	public List<Mistake> mistakes() {
		return this.mistakes;
	}

	/**
	 * One mistake. Its {@code toString} is where and what. Internal.
	 *
	 * @param bean the bean's name, or empty
	 * @param method {@code Class.method}
	 * @param reason what is wrong
	 * @param advice the way out
	 */
	public record Mistake(String bean, String method, String reason, String advice) {

		@Override
		public String toString() {
			return this.method + (this.bean.isEmpty() ? "" : " (bean '" + this.bean + "')") + ": " + this.reason;
		}

	}

}
