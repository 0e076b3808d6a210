package io.apipool.limit;

import io.apipool.LearntLimit;
import io.apipool.definition.LimitDefinition;

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

	static LearntColumn told(LearntWindow window, long since, String source, long now) {
		return new LearntColumn(window, since, PermitScope.NEVER, LearntLimitText.of(window), new ToldBy(source, now));
	}

	static LearntColumn recalled(LearntWindow window, long over, ToldBy by, long now) {
		return new LearntColumn(window, now, over, LearntLimitText.of(window), by);
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
