package io.apipool.provider;

import java.time.Instant;

/**
 * When a count starts anew.
 *
 * @param at when
 * @param precise whether that is finer than a second
 * @param delay whether it was told as a time from now on
 */
record Reset(Instant at, boolean precise, boolean delay) {

	AnnouncedLimit.Precision precision(boolean roundsUp) {
		if (!this.precise && !roundsUp) {
			return AnnouncedLimit.Precision.SECOND;
		}
		return this.delay ? AnnouncedLimit.Precision.DELAY : AnnouncedLimit.Precision.INSTANT;
	}

}
