package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
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
final class LocalScope implements PermitScope {

	private final String name;

	private final WallClock clock;

	private final WordLock lock = new WordLock();

	private final AtomicLong version = new AtomicLong();

	private final CopyOnWriteArrayList<Runnable> wakes = new CopyOnWriteArrayList<>();

	private volatile Buckets buckets = Buckets.NONE;

	private volatile long boundary = NEVER;

	private long lastKey = Long.MIN_VALUE;

	LocalScope(String name, WallClock clock) {
		this.name = name;
		this.clock = clock;
	}

	void define(ScopeDefinition definition) {
		long now = this.clock.nanoTime();
		this.clock.prepare(now, now);
		locked(() -> {
			this.lastKey = Math.max(this.lastKey, now);
			LimitFactory factory = new LimitFactory(definition.share(), definition.marginCap(), this.clock,
					this.lastKey);
			Buckets changed = Buckets.create(definition, factory);
			changed.inherit(this.buckets, now);
			this.buckets = changed;
			this.boundary = changed.boundary();
			this.version.incrementAndGet();
			return changed;
		});
	}

	/**
	 * Returns whether there is any limit: if not, the store passes the scope by.
	 * @return whether it has to be locked
	 */
	boolean counts() {
		return !this.buckets.isEmpty();
	}

	/**
	 * To be called before the lock is taken: time may have to be read.
	 * @param now the instant
	 */
	void prepare(long now) {
		if (this.boundary != NEVER) {
			this.clock.prepare(now, this.boundary);
		}
	}

	void lock() {
		this.lock.lock();
	}

	void unlock() {
		if (this.boundary != NEVER) {
			setBoundary(this.buckets.boundary());
		}
		this.lock.unlock();
	}

	private void setBoundary(long next) {
		if (next != this.boundary) {
			this.boundary = next;
		}
	}

	boolean admits(Need need, int model, long now) {
		Buckets current = this.buckets;
		return current.own().admits(need, now) && (model < 0 || current.model(model).admits(need, now));
	}

	Refusal refusal(Need need, int model, long now) {
		List<LimitDefinition> limits = new ArrayList<>();
		long until = Math.max(this.buckets.own().refusing(need, now, limits),
				this.buckets.model(model).refusing(need, now, limits));
		return new Refusal(this, List.copyOf(limits), (until > now) ? until : NEVER, this.version.get());
	}

	long nextKey(long now) {
		return Math.max(now, this.lastKey + 1);
	}

	void take(int model, long now, long key) {
		this.lastKey = key;
		Buckets current = this.buckets;
		current.own().take(now, key);
		if (model >= 0) {
			current.model(model).take(now, key);
		}
	}

	void sent(Claim claim, Need need, int model, long now) {
		lock();
		try {
			this.lastKey = nextKey(now);
			this.buckets.own().sent(claim, need, now, this.lastKey);
			this.buckets.model(model).sent(claim, need, now, this.lastKey);
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
		this.lastKey = nextKey(now);
		boolean freed = this.buckets.own().settle(claim, reserved, used, now, this.lastKey);
		return this.buckets.model(model).settle(claim, reserved, used, now, this.lastKey) || freed;
	}

	private boolean giveBack(Claim claim, Need need, int model) {
		boolean freed = this.buckets.own().release(claim, need);
		return this.buckets.model(model).release(claim, need) || freed;
	}

	void restore(int model, Need used, long at) {
		long now = this.clock.nanoTime();
		prepare(now);
		locked(() -> {
			this.buckets.own().restore(used, at, now);
			this.buckets.model(model).restore(used, at, now);
			return used;
		});
	}

	private void freed(boolean freed) {
		if (freed) {
			this.version.set(this.version.getPlain() + 1);
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long earliest(Need need, int model, long now) {
		prepare(now);
		return locked(
				() -> Math.max(this.buckets.own().earliest(need, now), this.buckets.model(model).earliest(need, now)));
	}

	@Override
	public @Nullable LimitDefinition tooSmallFor(Need need, int model) {
		LimitDefinition own = this.buckets.own().tooSmallFor(need);
		return (own != null) ? own : this.buckets.model(model).tooSmallFor(need);
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
		return (model == NO_MODEL) ? this.buckets.own() : this.buckets.model(model);
	}

	@Override
	public long version() {
		return this.version.get();
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
