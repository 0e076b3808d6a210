package io.apipool.limit;

import java.time.Duration;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;

/**
 * A limit that was told.
 *
 * @param window what is known of it
 * @param since when it was told first
 * @param over when it is forgotten; {@link PermitScope#NEVER} where it was told to this
 * process
 * @param definition how it is shown
 * @param by who told it last, and when
 */
record LearntColumn(LearntWindow window, long since, long over, LimitDefinition definition, ToldBy by) {

	private static final String MARK = " (learnt)";

	static LearntColumn told(LearntWindow window, long since, String source, long now) {
		return new LearntColumn(window, since, PermitScope.NEVER, shown(window), new ToldBy(source, now));
	}

	static LearntColumn recalled(LearntWindow window, long over, ToldBy by, long now) {
		return new LearntColumn(window, now, over, shown(window), by);
	}

	private static LimitDefinition shown(LearntWindow window) {
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

	boolean isRecalled() {
		return this.over != PermitScope.NEVER;
	}

	boolean counts(String dimension) {
		return this.window.dimension().equals(dimension);
	}

	/**
	 * Returns what is known, in the words of the door.
	 */
	LearntLimit learnt(long left, WallClock clock, long now) {
		return new LearntLimit(this.window.dimension(), (double) this.window.limit() / Need.UNIT,
				(double) left / Need.UNIT, clock.instant(this.window.end(now)), this.by.source(),
				clock.instant(this.by.at()));
	}

}
