package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A scope in this process: one lock around the buckets.
 * <p>
 * Methods of {@link PermitScope} take the lock themselves. The others are called by the
 * store, which holds it, as it holds those of the scopes before this one in a claim's
 * path.
 */
final class LocalScope extends WordLock implements PermitScope {

	private final String name;

	private final WallClock clock;

	private final CopyOnWriteArrayList<Runnable> wakes = new CopyOnWriteArrayList<>();

	private volatile Bucket bucket = new Bucket(LimitSet.NONE, Long.MIN_VALUE);

	private volatile Pacers pacers = Pacers.NONE;

	LocalScope(String name, WallClock clock) {
		this.name = name;
		this.clock = clock;
	}

	void define(LimitSet limits) {
		long now = this.clock.nanoTime();
		this.clock.prepare(now, now);
		locked(() -> {
			Bucket changed = new Bucket(limits, Math.max(this.bucket.lastKey(), now));
			changed.inherit(this.bucket, now);
			this.bucket = changed;
			return changed;
		});
	}

	/**
	 * Returns whether there is any limit: if not, the store passes the scope by.
	 * @return whether it has to be locked
	 */
	boolean counts() {
		return !this.bucket.isEmpty();
	}

	/**
	 * To be called before the lock is taken: time may have to be read.
	 * @param now the instant
	 */
	void prepare(long now) {
		long boundary = this.bucket.boundary();
		if (boundary != NEVER) {
			this.clock.prepare(now, boundary);
		}
	}

	@Override
	void unlock() {
		this.bucket.refreshBoundary();
		super.unlock();
	}

	boolean admits(Need need, int model, long now) {
		Bucket own = this.bucket;
		return own.admits(need, now) && (model < 0 || own.model(model).admits(need, now))
				&& this.pacers.admits(need, model, now);
	}

	Refusal refusal(Need need, int model, long now) {
		List<LimitDefinition> limits = new ArrayList<>();
		long until = Math.max(this.bucket.refusing(need, now, limits),
				this.bucket.model(model).refusing(need, now, limits));
		until = Math.max(until, this.pacers.refusing(need, model, now, limits));
		return new Refusal(this, List.copyOf(limits), (until > now) ? until : NEVER, version());
	}

	long nextKey(long now) {
		return Math.max(now, this.bucket.lastKey() + 1);
	}

	/**
	 * Takes what was admitted.
	 * @return whether it was the pacer that had held calls back
	 */
	boolean take(Need need, int model, long now, long key) {
		Bucket own = this.bucket;
		own.lastKey(key);
		own.take(need, now, key);
		if (model >= 0) {
			own.model(model).take(need, now, key);
		}
		return this.pacers.take(need, model, now);
	}

	void sent(Claim claim, Need need, int model, long now) {
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
	 * Ends a claim in this scope, its candidate's.
	 * @param claim the claim
	 * @param used what stays counted, or null: gives the slots back and settles nothing
	 * @param now the instant
	 * @return whether it held its slots still
	 */
	boolean end(Claim claim, @Nullable Need used, long now) {
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
	void end(Claim claim, boolean held, Need reserved, @Nullable Need used, long now) {
		boolean freed = used != null && settle(claim, reserved, used, NO_MODEL, now);
		freed((held && giveBack(claim, reserved, NO_MODEL)) || freed);
	}

	private boolean settle(Claim claim, Need reserved, Need used, int model, long now) {
		Bucket own = this.bucket;
		long key = newKey(now);
		boolean freed = own.settle(claim, reserved, used, now, key);
		return own.model(model).settle(claim, reserved, used, now, key) || freed;
	}

	private long newKey(long now) {
		long key = nextKey(now);
		this.bucket.lastKey(key);
		return key;
	}

	private boolean giveBack(Claim claim, Need need, int model) {
		boolean freed = this.bucket.release(claim, need);
		return this.bucket.model(model).release(claim, need) || freed;
	}

	void restore(int model, Need used, long at) {
		long now = this.clock.nanoTime();
		prepare(now);
		locked(() -> {
			this.bucket.restore(used, at, now);
			this.bucket.model(model).restore(used, at, now);
			return used;
		});
	}

	private void freed(boolean freed) {
		if (freed) {
			this.bucket.freed();
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long earliest(Need need, int model, long now) {
		prepare(now);
		return locked(() -> {
			long paced = this.pacers.earliest(need, model, now);
			long own = Math.max(paced, this.bucket.earliest(need, now));
			return Math.max(own, this.bucket.model(model).earliest(need, now));
		});
	}

	@Override
	public long earliestForAll(Need need, long now) {
		prepare(now);
		return locked(() -> Math.max(this.pacers.earliestForAll(need, now), this.bucket.earliest(need, now)));
	}

	@Override
	public void pace(int model, double rate) {
		long now = this.clock.nanoTime();
		locked(() -> {
			this.pacers = this.pacers.with(model, rate, now);
			return this;
		});
	}

	@Override
	public @Nullable LimitDefinition tooSmallFor(Need need, int model) {
		LimitDefinition own = this.bucket.tooSmallFor(need);
		return (own != null) ? own : this.bucket.model(model).tooSmallFor(need);
	}

	@Override
	public List<LimitDefinition> limits(int model) {
		return bucket(model).definitions();
	}

	@Override
	public List<LimitSnapshot> snapshot(int model, long now) {
		prepare(now);
		return locked(() -> bucket(model).snapshot(now));
	}

	private Bucket bucket(int model) {
		return (model == NO_MODEL) ? this.bucket : this.bucket.model(model);
	}

	@Override
	public long version() {
		return this.bucket.version();
	}

	@Override
	public void whenFreed(Runnable wake) {
		this.wakes.addIfAbsent(wake);
	}

	/**
	 * A call that took permits here has ended. To be called without a lock.
	 */
	void tellFreed() {
		for (Runnable wake : this.wakes) {
			wake.run();
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	private <T> T locked(Supplier<T> action) {
		lock();
		try {
			return action.get();
		}
		finally {
			unlock();
		}
	}

}
