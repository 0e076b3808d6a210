package io.apipool.pool;

import java.util.List;
import java.util.stream.Stream;

import io.apipool.provider.ThrownAnswer;

/**
 * What calls of other pools inside a call failed with: it is not this key's doing.
 *
 * @param latest the latest few
 */
record ForeignFailures(List<Throwable> latest) {

	static final ForeignFailures NONE = new ForeignFailures(List.of());

	private static final int MOST = 16;

	ForeignFailures with(Throwable thrown) {
		int most = Math.max(0, this.latest.size() + 1 - MOST);
		return new ForeignFailures(Stream.concat(this.latest.stream().skip(most), Stream.of(thrown)).toList());
	}

	/**
	 * Tells whether a failure is one of them, or comes from one.
	 */
	boolean explain(Throwable thrown) {
		Throwable cause = thrown;
		for (int depth = 0; cause != null && depth < Classification.DEEP; depth++) {
			for (Throwable known : this.latest) {
				if (known == cause || standsFor(known, cause)) {
					return true;
				}
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean standsFor(Throwable known, Throwable thrown) {
		return known instanceof AnswerStandIn answer && ThrownAnswer.status(thrown) == answer.getStatusCode();
	}

}
