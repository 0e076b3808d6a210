package io.apipool.pool;

import io.apipool.KeyState;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a rest: pure, instants are monotonic nanoseconds.
 * <p>
 * A guessed rest is followed by <em>probation</em>: one call at a time until one
 * succeeds. A call that was granted before a rest began tells nothing new about it: of
 * calls that were in flight together one alone counts.
 */
final class RestChanges {

	private RestChanges() {
	}

	/**
	 * The provider announced an end: it extends a rest, and never shortens one. A rest of
	 * another kind goes on: what ends it is not what was announced.
	 */
	static RestState announced(@Nullable RestState old, KeyState kind, String reason, long until, long now) {
		if (old == null || old.isOver(now)) {
			return new RestState(kind, reason, now, until, true, 0);
		}
		boolean other = old.kind() != kind && old.isResting(now);
		return (until > old.until() && !other) ? new RestState(kind, reason, old.since(), until, true, old.level())
				: old;
	}

	/**
	 * Nothing was announced: the ladder's next rung.
	 */
	static RestState guessed(@Nullable RestState old, KeyState kind, String reason, Sample sample) {
		long now = sample.now();
		if (old != null && sample.grantedAt() <= old.since()) {
			return old;
		}
		if (old == null || old.isOver(now)) {
			return new RestState(kind, reason, now, now + sample.ladder().rung(0), false, 0);
		}
		int level = (old.kind() == kind) ? old.level() + 1 : 0;
		long until = now + sample.ladder().rung(level);
		return (until > old.until()) ? new RestState(kind, reason, now, until, false, level) : old;
	}

	/**
	 * The call that was let through failed, in whatever way: twice as long as before.
	 */
	static RestState again(RestState old, Again again) {
		long now = again.now();
		if (old.isResting(now)) {
			return old;
		}
		long last = old.until() - old.since();
		long length = Math.max(last, Math.min(2 * last, again.longest()));
		long longer = (long) (length * Ladder.random(again.jitter()));
		return new RestState(old.kind(), old.reason(), now, now + length + longer, false, old.level() + 1);
	}

	/**
	 * A call succeeded: what was guessed was wrong, or is over.
	 * @return null where the rest ends, else the old one
	 */
	static @Nullable RestState succeeded(RestState old, long grantedAt, long now) {
		boolean stays = grantedAt <= old.since() || (old.announced() && now < old.until());
		return stays ? old : null;
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
