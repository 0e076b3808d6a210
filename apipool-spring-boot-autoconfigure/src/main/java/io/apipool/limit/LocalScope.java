package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A scope in this process, as those see it who do not hold its lock: the methods here
 * take it themselves.
 */
final class LocalScope extends ScopeCounts implements PermitScope {

	private final String name;

	private final WallClock clock;

	private final CopyOnWriteArrayList<Runnable> wakes = new CopyOnWriteArrayList<>();

	LocalScope(String name, WallClock clock) {
		this.name = name;
		this.clock = clock;
	}

	void define(LimitSet limits) {
		long now = this.clock.nanoTime();
		this.clock.prepare(now, now);
		locked(() -> {
			redefine(limits, now);
			return limits;
		});
	}

	/**
	 * To be called before the lock is taken: time may have to be read.
	 * @param now the instant
	 */
	void prepare(long now) {
		long boundary = bucket().boundary();
		if (boundary != NEVER) {
			this.clock.prepare(now, boundary);
		}
	}

	Refusal refusal(Need need, int model, long now) {
		List<LimitDefinition> limits = new ArrayList<>();
		long until = Math.max(bucket().refusing(need, now, limits), bucket().model(model).refusing(need, now, limits));
		until = Math.max(until, pacers().refusing(need, model, now, limits));
		return new Refusal(this, List.copyOf(limits), (until > now) ? until : NEVER, bucket().watch());
	}

	void learn(int model, long granted, List<ToldLimit> told, long now) {
		prepare(now);
		locked(() -> {
			freed(bucket(model).learn(granted, told, now));
			return told;
		});
	}

	void spend(int model, Need used, long at) {
		long now = this.clock.nanoTime();
		prepare(now);
		locked(() -> {
			bucket().spend(used, at, now);
			bucket().model(model).spend(used, at, now);
			return used;
		});
	}

	void restore(int model, List<PastMinute> past) {
		long now = this.clock.nanoTime();
		this.clock.prepare(now, now);
		locked(() -> {
			bucket().lastKey(Math.max(bucket().lastKey(), now));
			bucket().restore(past, now);
			bucket().model(model).restore(past, now);
			return past;
		});
	}

	void recall(int model, List<LearntLimit> learnt) {
		long now = this.clock.nanoTime();
		this.clock.prepare(now, now);
		locked(() -> {
			bucket(model).recall(learnt, now);
			return learnt;
		});
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long earliest(Need need, int model, long now) {
		prepare(now);
		return locked(() -> {
			long paced = pacers().earliest(need, model, now);
			long own = Math.max(paced, bucket().earliest(need, now));
			return Math.max(own, bucket().model(model).earliest(need, now));
		});
	}

	@Override
	public long earliestForAll(Need need, long now) {
		prepare(now);
		return locked(() -> Math.max(pacers().earliestForAll(need, now), bucket().earliest(need, now)));
	}

	@Override
	public double leftShare(int model, long now) {
		if (!counts()) {
			return 1;
		}
		prepare(now);
		lock();
		try {
			double left = Math.min(bucket().leftShare(now), bucket().model(model).leftShare(now));
			return Math.max(0, left);
		}
		finally {
			unlock();
		}
	}

	@Override
	public void pace(int model, double rate) {
		long now = this.clock.nanoTime();
		locked(() -> {
			pace(pacers().with(model, rate, now));
			return this;
		});
	}

	@Override
	public @Nullable LimitDefinition tooSmallFor(Need need, int model) {
		LimitDefinition own = bucket().tooSmallFor(need);
		return (own != null) ? own : bucket().model(model).tooSmallFor(need);
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

	@Override
	public List<LearntLimit> learnt(int model, long now) {
		prepare(now);
		return locked(() -> bucket(model).learnt(now));
	}

	@Override
	public long version() {
		return bucket().version();
	}

	@Override
	public void whenFreed(Runnable wake) {
		this.wakes.addIfAbsent(wake);
	}

	/**
	 * A call that took permits here has ended. To be called without a lock.
	 */
	void tellFreed() {
		this.wakes.forEach(Runnable::run);
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
