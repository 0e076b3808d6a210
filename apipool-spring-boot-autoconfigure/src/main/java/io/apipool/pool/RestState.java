package io.apipool.pool;

import io.apipool.KeyState;
import org.jspecify.annotations.Nullable;

/**
 * Why something rests and until when: one model for a cooldown, a ban, a rejected key, a
 * used-up quota and an overloaded provider. Transitions are pure; instants are monotonic
 * nanoseconds.
 * <p>
 * A guessed rest is followed by <em>probation</em>: one call at a time until one
 * succeeds. A call that was granted before a rest began tells nothing new about it: of
 * calls that were in flight together one alone counts.
 *
 * @param kind the state a key shows while it rests
 * @param reason why
 * @param since when it began, or began anew
 * @param until when it ends
 * @param announced whether the provider said so
 * @param level how often it was guessed in a row, from 0
 */
record RestState(KeyState kind, String reason, long since, long until, boolean announced, int level) {

	/**
	 * The provider announced an end: it extends a rest, and never shortens one. A rest of
	 * another kind goes on: what ends it is not what was announced.
	 */
	static RestState announced(@Nullable RestState old, KeyState kind, String reason, long until, long now) {
		if (old == null || old.isOver(now)) {
			return new RestState(kind, reason, now, until, true, 0);
		}
		boolean other = old.kind != kind && old.isResting(now);
		return (until > old.until && !other) ? new RestState(kind, reason, old.since, until, true, old.level) : old;
	}

	/**
	 * Nothing was announced: the ladder's next rung.
	 */
	static RestState guessed(@Nullable RestState old, KeyState kind, String reason, Sample sample) {
		long now = sample.now();
		if (old != null && sample.grantedAt() <= old.since) {
			return old;
		}
		if (old == null || old.isOver(now)) {
			return new RestState(kind, reason, now, now + sample.ladder().rung(0), false, 0);
		}
		int level = (old.kind == kind) ? old.level + 1 : 0;
		long until = now + sample.ladder().rung(level);
		return (until > old.until) ? new RestState(kind, reason, now, until, false, level) : old;
	}

	/**
	 * The call that was let through failed, in whatever way: twice as long as before.
	 */
	RestState again(Again again) {
		if (isResting(again.now())) {
			return this;
		}
		long length = Math.max(this.until - this.since, Math.min(2 * (this.until - this.since), again.longest()));
		long longer = (long) (length * Ladder.random(again.jitter()));
		return new RestState(this.kind, this.reason, again.now(), again.now() + length + longer, false, this.level + 1);
	}

	/**
	 * A call succeeded: what was guessed was wrong, or is over.
	 * @return null where the rest ends, else this
	 */
	@Nullable RestState succeeded(long grantedAt, long now) {
		boolean stays = grantedAt <= this.since || (this.announced && now < this.until);
		return stays ? this : null;
	}

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

	/**
	 * What a guessed rest is made of.
	 *
	 * @param grantedAt when the call was granted that tells of it
	 * @param now the present
	 * @param ladder how long it lasts
	 */
	record Sample(long grantedAt, long now, Ladder ladder) {
	}

	/**
	 * How a rest begins anew.
	 *
	 * @param now the present
	 * @param longest the longest of its kind, in nanoseconds
	 * @param jitter the largest random part, as a share
	 */
	record Again(long now, long longest, double jitter) {
	}

}
