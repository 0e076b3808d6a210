package io.apipool.limit;

import org.jspecify.annotations.Nullable;

/**
 * One call's wish for permits and, once granted, what it holds. A lease extends it, so
 * that a call allocates one object. Internal.
 */
public abstract class Claim {

	private long grantedAt;

	private boolean holdsSlot;

	/**
	 * Returns the scopes that count whichever candidate admits.
	 * @return the path
	 */
	protected abstract PermitPath path();

	/**
	 * Returns what is taken from every scope.
	 * @return the need
	 */
	protected abstract Need need();

	/**
	 * Returns the next candidate in the order of the strategy and remembers it.
	 * @return its scope, or null if none is left
	 */
	protected abstract @Nullable PermitScope next();

	/**
	 * Returns the candidate that {@link #next()} returned last: after a grant, the one
	 * that admitted.
	 * @return its scope
	 */
	protected abstract PermitScope scope();

	/**
	 * Tells whether the claim takes a slot in flight: a call inside another one does not.
	 * @return whether limits of concurrency count it
	 */
	protected boolean takesSlot() {
		return true;
	}

	/**
	 * Told, without any lock held, that a scope refused.
	 * @param refusal who and until when
	 */
	protected abstract void refused(Refusal refusal);

	/**
	 * Returns when the permits were taken.
	 * @return monotonic nanoseconds
	 */
	public final long grantedNanos() {
		return this.grantedAt;
	}

	final void granted(long now) {
		this.grantedAt = now;
		this.holdsSlot = true;
	}

	/**
	 * Gives the slots in flight up, once.
	 * @return whether they were held
	 */
	final boolean giveSlotUp() {
		boolean held = this.holdsSlot;
		this.holdsSlot = false;
		return held;
	}

}
