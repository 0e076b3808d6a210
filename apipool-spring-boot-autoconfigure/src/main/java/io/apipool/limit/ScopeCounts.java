package io.apipool.limit;

import org.jspecify.annotations.Nullable;

/**
 * What a scope counts, and the lock around it: one object, for every call goes through
 * it.
 * <p>
 * The methods here are called by the store, which holds the lock, as it holds those of
 * the scopes before this one in a claim's path, unless they say that they take it.
 */
abstract class ScopeCounts extends WordLock {

	private volatile Bucket bucket = new Bucket(LimitSet.NONE, Long.MIN_VALUE);

	private volatile Pacers pacers = Pacers.NONE;

	/**
	 * Returns whether there is any limit: if not, the store passes the scope by.
	 * @return whether it has to be locked
	 */
	final boolean counts() {
		return !this.bucket.isEmpty();
	}

	@Override
	final void unlock() {
		this.bucket.refreshBoundary();
		super.unlock();
	}

	/**
	 * Changes the limits; what has been counted goes on.
	 * @param limits the new ones
	 * @param now the instant
	 */
	final void redefine(LimitSet limits, long now) {
		Bucket changed = new Bucket(limits, Math.max(this.bucket.lastKey(), now));
		changed.inherit(this.bucket, now);
		this.bucket = changed;
	}

	final Pacers pacers() {
		return this.pacers;
	}

	final void pace(Pacers changed) {
		this.pacers = changed;
	}

	final Bucket bucket() {
		return this.bucket;
	}

	final Bucket bucket(int model) {
		return (model == PermitScope.NO_MODEL) ? this.bucket : this.bucket.model(model);
	}

	final boolean admits(Need need, int model, long now) {
		Bucket own = this.bucket;
		return own.admits(need, now) && (model < 0 || own.model(model).admits(need, now))
				&& this.pacers.admits(need, model, now);
	}

	final long nextKey(long now) {
		return Math.max(now, this.bucket.lastKey() + 1);
	}

	/**
	 * Takes what was admitted.
	 * @return whether it was the pacer that had held calls back
	 */
	final boolean take(Need need, int model, long now, long key) {
		Bucket own = this.bucket;
		own.lastKey(key);
		own.take(need, now, key);
		if (model >= 0) {
			own.model(model).take(need, now, key);
		}
		return this.pacers.take(need, model, now);
	}

	/**
	 * The request of a claim is being written; takes the lock.
	 * @param claim the claim
	 * @param need what it took here
	 * @param model the index of the model's entry
	 * @param now the instant
	 */
	final void sent(Claim claim, Need need, int model, long now) {
		lock();
		try {
			long key = newKey(now);
			this.bucket.sent(claim, need, now, key);
			this.bucket.model(model).sent(claim, need, now, key);
		}
		finally {
			unlock();
		}
	}

	/**
	 * Ends a claim in this scope, its candidate's; takes the lock.
	 * @param claim the claim
	 * @param used what stays counted, or null: gives the slots back and settles nothing
	 * @param now the instant
	 * @return whether it held its slots still
	 */
	final boolean end(Claim claim, @Nullable Need used, long now) {
		lock();
		try {
			boolean held = claim.giveSlotUp();
			int model = claim.path().model();
			boolean freed = used != null && settle(claim, claim.need(), used, model, now);
			freed((held && giveBack(claim, claim.need(), model)) || freed);
			return held;
		}
		finally {
			unlock();
		}
	}

	/**
	 * Ends a claim in a scope of its path, whose lock is held.
	 * @param claim the claim
	 * @param held whether it held its slots still
	 * @param reserved what it took
	 * @param used what stays counted, or null
	 * @param now the instant
	 */
	final void end(Claim claim, boolean held, Need reserved, @Nullable Need used, long now) {
		boolean freed = used != null && settle(claim, reserved, used, PermitScope.NO_MODEL, now);
		freed((held && giveBack(claim, reserved, PermitScope.NO_MODEL)) || freed);
	}

	private boolean settle(Claim claim, Need reserved, Need used, int model, long now) {
		Bucket own = this.bucket;
		long key = newKey(now);
		boolean freed = own.settle(claim, reserved, used, now, key);
		return (model >= 0 && own.model(model).settle(claim, reserved, used, now, key)) || freed;
	}

	private long newKey(long now) {
		long key = nextKey(now);
		this.bucket.lastKey(key);
		return key;
	}

	private boolean giveBack(Claim claim, Need need, int model) {
		Bucket own = this.bucket;
		boolean freed = own.release(claim, need);
		return (model >= 0 && own.model(model).release(claim, need)) || freed;
	}

	final void freed(boolean freed) {
		if (freed) {
			this.bucket.freed();
		}
	}

}
