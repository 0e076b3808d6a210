package io.apipool.limit;

import org.jspecify.annotations.Nullable;

/**
 * One call's wish for permits and, once granted, what it holds. A lease extends it, so
 * that a call allocates one object. Internal.
 */
public abstract class Claim {

	private long grantedAt;

	private int order;

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
	 * Told, without any lock held, that a scope refused.
	 * @param refusal who and until when
	 */
	protected abstract void refused(Refusal refusal);

	/**
	 * Told, under a lock, that a scope refuses.
	 * @param refusal who and until when
	 * @return whether the permits are taken all the same, beyond what is left
	 */
	protected boolean passes(Refusal refusal) {
		return false;
	}

	/**
	 * Tells whether the call was answered when it is settled. One that was given up may
	 * be counted by the provider later: until its margin is over.
	 * @return whether the provider has counted it by then
	 */
	protected boolean isAnswered() {
		return true;
	}

	/**
	 * Tells whether the provider had refused the call for a limit when it is settled.
	 * @return whether it was not served
	 */
	protected boolean isThrottled() {
		return false;
	}

	/**
	 * Told, under a lock and before the grant is known, that calls had to wait for the
	 * pacer.
	 */
	protected void heldBack() {
	}

	/**
	 * Returns when the permits were taken.
	 * @return monotonic nanoseconds
	 */
	public final long grantedNanos() {
		return this.grantedAt;
	}

	/**
	 * Notes the grant. A key is unique in every scope of the claim and grows with time;
	 * it is kept as its distance from the instant, complemented once the slots are given
	 * up.
	 * @param now the instant of the grant
	 * @param key the grant's key, not before the instant
	 */
	final void granted(long now, long key) {
		boolean near = key - now <= Integer.MAX_VALUE;
		this.grantedAt = near ? now : key;
		this.order = near ? (int) (key - now) : 0;
	}

	/**
	 * Returns what finds the grant's entry.
	 * @return the key
	 */
	final long key() {
		return this.grantedAt + ((this.order < 0) ? ~this.order : this.order);
	}

	/**
	 * Gives the slots in flight up, once.
	 * @return whether they were held
	 */
	final boolean giveSlotUp() {
		boolean held = this.order >= 0;
		this.order = held ? ~this.order : this.order;
		return held;
	}

}
