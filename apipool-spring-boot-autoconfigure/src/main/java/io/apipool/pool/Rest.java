package io.apipool.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What may rest: a key, a bucket, a group or a pool. Holds the state, and during
 * probation the one call that is let through.
 */
final class Rest {

	/** {@link #enter}: come in. */
	static final long ENTERED = Long.MIN_VALUE;

	/** {@link #enter}: when the call that is let through has ended. */
	static final long BUSY = Long.MAX_VALUE;

	private final AtomicReference<@Nullable RestState> state = new AtomicReference<>();

	private final AtomicReference<@Nullable Object> probe = new AtomicReference<>();

	private final boolean alwaysProbed;

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
		return this.state.get();
	}

	boolean isNone() {
		return this.state.get() == null;
	}

	/**
	 * Lets a call in, or says when.
	 * @param visitor the call; to {@link #leave} when it ends, or is refused elsewhere
	 * @return {@link #ENTERED}, {@link #BUSY}, or the end of the rest
	 */
	long enter(Object visitor, long now) {
		RestState current = this.state.get();
		if (current == null) {
			return ENTERED;
		}
		if (current.isResting(now)) {
			return current.until();
		}
		if (current.announced() && !this.alwaysProbed) {
			this.state.compareAndSet(current, null);
			return ENTERED;
		}
		return (this.probe.get() == visitor || this.probe.compareAndSet(null, visitor)) ? ENTERED : BUSY;
	}

	/**
	 * Tells whether the call that is let through is in.
	 */
	boolean isBusy() {
		return this.probe.get() != null;
	}

	/**
	 * Tells whether this call is the one that is let through.
	 */
	boolean isProbedBy(Object visitor) {
		return this.probe.get() == visitor;
	}

	boolean leave(Object visitor) {
		return this.probe.get() == visitor && this.probe.compareAndSet(visitor, null);
	}

	/**
	 * Changes the state.
	 * @return whether it changed
	 */
	boolean change(UnaryOperator<@Nullable RestState> transition) {
		while (true) {
			RestState before = this.state.get();
			RestState after = transition.apply(before);
			if (Objects.equals(after, before)) {
				return false;
			}
			if (this.state.compareAndSet(before, after)) {
				return true;
			}
		}
	}

	boolean succeeded(long grantedAt, long now) {
		return !isNone() && change((old) -> (old != null) ? old.succeeded(grantedAt, now) : null);
	}

	boolean clear() {
		this.probe.set(null);
		return change((old) -> null);
	}

}
