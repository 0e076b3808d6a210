package io.apipool.pool;

import io.apipool.KeyState;

/**
 * Why something rests and until when: one model for a cooldown, a ban, a rejected key, a
 * used-up quota and an overloaded provider. Instants are monotonic nanoseconds;
 * {@link RestChanges} tells what follows.
 *
 * @param kind the state a key shows while it rests
 * @param reason why
 * @param since when it began, or began anew
 * @param until when it ends
 * @param announced whether the provider said so
 * @param level how often it was guessed in a row, from 0
 */
record RestState(KeyState kind, String reason, long since, long until, boolean announced, int level) {

	boolean isResting(long now) {
		return now < this.until;
	}

	/**
	 * Tells whether nothing follows the end of the rest.
	 */
	boolean isOver(long now) {
		return this.announced && now >= this.until;
	}

	KeyState shown(long now) {
		return isResting(now) ? this.kind : KeyState.PROBATION;
	}

}
