package io.apipool.limit;

import java.time.Duration;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * How a limit that was told is shown among those that are written.
 */
final class LearntLimitText {

	private static final String MARK = " (learnt)";

	private LearntLimitText() {
	}

	static LimitDefinition of(LearntWindow window) {
		double amount = (double) window.limit() / Need.UNIT;
		String number = (amount == Math.rint(amount)) ? Long.toString((long) amount) : Double.toString(amount);
		String text = number + " " + window.dimension() + MARK;
		Duration length = Duration.ofNanos(Math.max(1, window.longest()));
		return new LimitDefinition(text, amount, window.dimension(), new LimitWindow.Sliding(length), null);
	}

	/** Whether a limit was told: no limit that somebody writes ends like these. */
	static boolean isTold(LimitSnapshot limit) {
		return limit.limit().endsWith(MARK);
	}

}
