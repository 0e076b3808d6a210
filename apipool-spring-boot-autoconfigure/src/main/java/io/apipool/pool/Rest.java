package io.apipool.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

import io.apipool.KeyState;
import org.jspecify.annotations.Nullable;

/**
 * What may rest: a key, a bucket, a group or a pool. Holds the state, and during
 * probation the one call that is let through.
 * <p>
 * Every call looks at the rests of its key: both words lie in the object itself, not in
 * atomic references of their own, so that they share a cache line.
 */
final class Rest {

	/** {@link #enter}: come in. */
	static final long ENTERED = Long.MIN_VALUE;

	/** {@link #enter}: when the call that is let through has ended. */
	static final long BUSY = Long.MAX_VALUE;

	private static final AtomicReferenceFieldUpdater<Rest, @Nullable RestState> STATE = AtomicReferenceFieldUpdater
		.newUpdater(Rest.class, RestState.class, "state");

	private static final AtomicReferenceFieldUpdater<Rest, @Nullable Object> PROBE = AtomicReferenceFieldUpdater
		.newUpdater(Rest.class, Object.class, "probe");

	private final boolean alwaysProbed;

	private final AtomicLong calmSince = new AtomicLong(Long.MIN_VALUE);

	private volatile @Nullable RestState state;

	private volatile @Nullable Object probe;

	private final AtomicBoolean turnedAway = new AtomicBoolean();

	private Rest(boolean alwaysProbed) {
		this.alwaysProbed = alwaysProbed;
	}

	/**
	 * Makes a rest whose announced end needs no probe.
	 */
	static Rest trusting() {
		return new Rest(false);
	}

	/**
	 * Makes a rest after which one call goes first, whoever set its end.
	 */
	static Rest probing() {
		return new Rest(true);
	}

	@Nullable RestState state() {
		return this.state;
	}

	/**
	 * Tells whether it rests, or did, for this kind of reason.
	 */
	boolean is(KeyState kind) {
		RestState current = this.state;
		return current != null && current.kind() == kind;
	}

	boolean isNone() {
		return this.state == null;
	}

	/**
	 * Lets a call in, or says when.
	 * @param visitor the call; to {@link #leave} when it ends, or is refused elsewhere
	 * @return {@link #ENTERED}, {@link #BUSY}, or the end of the rest
	 */
	long enter(Object visitor, long now) {
		RestState current = this.state;
		if (current == null) {
			return ENTERED;
		}
		if (current.isResting(now)) {
			return current.until();
		}
		if (current.announced() && !this.alwaysProbed) {
			this.calmSince.set(current.until());
			STATE.compareAndSet(this, current, null);
			return ENTERED;
		}
		if (this.probe == visitor || PROBE.compareAndSet(this, null, visitor)) {
			return ENTERED;
		}
		return turnsAway() ? BUSY : enter(visitor, now);
	}

	/**
	 * Tells whether the call that is let through is in. Then {@link #leave} says that
	 * others wait for it.
	 */
	boolean turnsAway() {
		this.turnedAway.set(true);
		return this.probe != null;
	}

	/**
	 * Tells whether this call is the one that is let through.
	 */
	boolean isProbedBy(Object visitor) {
		return this.probe == visitor;
	}

	/**
	 * Gives up being the one that is let through.
	 * @return whether it was this call, and others were turned away because of it
	 */
	boolean leave(Object visitor) {
		return this.probe == visitor && PROBE.compareAndSet(this, visitor, null) && this.turnedAway.getAndSet(false);
	}

	/**
	 * The provider announced when calls are taken again.
	 * @return whether that changed anything
	 */
	boolean announce(KeyState kind, String reason, long until, long now) {
		return change((old) -> RestChanges.announced(old, kind, reason, until, now));
	}

	/**
	 * Calls are refused, and nothing was announced. A call that was granted before the
	 * last rest ended tells nothing new.
	 * @return whether that changed anything
	 */
	boolean guess(KeyState kind, String reason, RestChanges.Sample sample) {
		return change((old) -> (old == null && sample.grantedAt() < this.calmSince.get()) ? null
				: RestChanges.guessed(old, kind, reason, sample));
	}

	/**
	 * The call that was let through failed: the rest begins anew, longer.
	 * @return whether it was the one
	 */
	boolean probeFailed(Object visitor, RestChanges.Again again) {
		return isProbedBy(visitor) && change((old) -> (old != null) ? RestChanges.again(old, again) : null);
	}

	/**
	 * Takes over how it was when this process started, unless something has happened
	 * since.
	 */
	void recall(RestState kept) {
		STATE.compareAndSet(this, null, kept);
	}

	private boolean change(UnaryOperator<@Nullable RestState> transition) {
		while (true) {
			RestState before = this.state;
			RestState after = transition.apply(before);
			if (Objects.equals(after, before)) {
				return false;
			}
			if (STATE.compareAndSet(this, before, after)) {
				return true;
			}
		}
	}

	boolean succeeded(long grantedAt, long now) {
		return !isNone() && change((old) -> (old != null) ? RestChanges.succeeded(old, grantedAt, now) : null)
				&& calm(now);
	}

	void clear(long now) {
		this.probe = null;
		change((old) -> null);
		calm(now);
	}

	private boolean calm(long now) {
		this.calmSince.set(now);
		return true;
	}

}
