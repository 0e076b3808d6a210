package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * All counts of one set of limits: a scope's own, with those of its models' entries, or
 * those of a model's entry.
 */
final class Bucket extends Cells {

	static final Bucket NONE = new Bucket(LimitSet.NONE, 0);

	/** So many cells are no limit's. */
	static final int HEADER = 1 + Cells.HEADER;

	private static final int BOUNDARY = Cells.HEADER;

	private final LimitSet set;

	private final @Nullable LearntLimits learnt;

	private final Limit[] limits;

	private final List<Bucket> models;

	/**
	 * Creates a bucket that has counted nothing.
	 * @param set its limits
	 * @param since the last key of claims that were granted before; an instant
	 */
	Bucket(LimitSet set, long since) {
		super(set.cells(), set.rings());
		this.set = set;
		this.learnt = (set.learning() != null) ? set.learning().get() : null;
		this.limits = Stream.concat(set.limits().stream(), Stream.ofNullable(this.learnt)).toArray(Limit[]::new);
		this.models = set.models().stream().map((model) -> new Bucket(model, since)).toList();
		lastKey(since);
		for (Limit limit : this.limits) {
			limit.begin(this, since);
		}
		publish(BOUNDARY, nextBoundary());
	}

	/**
	 * Returns the bucket of a model's entry.
	 * @param index its index, or any other number
	 * @return the bucket, or the empty one
	 */
	Bucket model(int index) {
		return (index >= 0 && index < this.models.size()) ? this.models.get(index) : NONE;
	}

	List<LimitDefinition> definitions() {
		List<LimitDefinition> told = (this.learnt != null) ? this.learnt.definitions() : List.of();
		return told.isEmpty() ? this.set.definitions()
				: Stream.concat(this.set.definitions().stream(), told.stream()).toList();
	}

	/**
	 * Takes in what an answer told.
	 * @param granted when the call was granted
	 * @param told what was said
	 * @param now the instant of the answer
	 * @return whether anything may have become free
	 */
	boolean learn(long granted, List<ToldLimit> told, long now) {
		boolean learnt = false;
		for (ToldLimit limit : told) {
			learnt |= this.learnt != null && this.learnt.learn(granted, limit, now);
		}
		return learnt;
	}

	List<LearntLimit> learnt(long now) {
		return (this.learnt != null) ? this.learnt.learnt(now) : List.of();
	}

	boolean isEmpty() {
		return this.limits.length == 0 && this.models.stream().allMatch(Bucket::isEmpty);
	}

	/**
	 * Returns from which instant on a fresh reading of the wall clock is wanted: readable
	 * without the lock.
	 * @return an instant, or {@link PermitScope#NEVER}
	 */
	long boundary() {
		return published(BOUNDARY);
	}

	/**
	 * Works the boundary out anew, if there may be any.
	 */
	void refreshBoundary() {
		long known = get(BOUNDARY);
		long next = (known != PermitScope.NEVER) ? nextBoundary() : known;
		if (next != known) {
			publish(BOUNDARY, next);
		}
	}

	private long nextBoundary() {
		long boundary = PermitScope.NEVER;
		for (Limit limit : this.limits) {
			boundary = Math.min(boundary, limit.boundary(this));
		}
		for (Bucket model : this.models) {
			boundary = Math.min(boundary, model.nextBoundary());
		}
		return boundary;
	}

	boolean admits(Need need, long now) {
		for (Limit limit : this.limits) {
			if (!limit.admits(this, need, now)) {
				return false;
			}
		}
		return true;
	}

	void take(Need need, long now, long key) {
		for (Limit limit : this.limits) {
			limit.take(this, need, now, key);
		}
	}

	void sent(Claim claim, Need need, long now, long key) {
		for (Limit limit : this.limits) {
			limit.sent(this, claim, need, now, key);
		}
	}

	boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		boolean freed = false;
		for (Limit limit : this.limits) {
			freed |= limit.settle(this, claim, reserved, used, now, key);
		}
		return freed;
	}

	boolean release(Claim claim, Need need) {
		boolean freed = false;
		for (Limit limit : this.limits) {
			freed |= limit.release(this, claim, need);
		}
		return freed;
	}

	void spend(Need used, long at, long now) {
		for (Limit limit : this.limits) {
			limit.spend(this, used, at, now);
		}
	}

	void restore(List<PastMinute> past, long now) {
		for (Limit limit : this.limits) {
			limit.restore(this, past, now);
		}
	}

	void recall(List<LearntLimit> told, long now) {
		if (this.learnt != null) {
			this.learnt.recall(told, now);
		}
	}

	/**
	 * Takes over what was counted before limits were redefined.
	 * @param old the bucket as it was
	 * @param now the present instant
	 */
	void inherit(Bucket old, long now) {
		for (Limit limit : this.limits) {
			for (Limit other : old.limits) {
				limit.inherit(this, other, old, now);
			}
		}
		for (int i = 0; i < this.models.size(); i++) {
			this.models.get(i).inherit(old.model(i), now);
		}
		freedAfter(old);
		publish(BOUNDARY, nextBoundary());
	}

	/**
	 * Adds the limits that refuse a need.
	 * @param need what is wanted
	 * @param now the instant
	 * @param refusing to add to
	 * @return the latest of the instants from which they may admit it, at least
	 * {@code now}
	 */
	long refusing(Need need, long now, List<LimitDefinition> refusing) {
		long until = now;
		for (Limit limit : this.limits) {
			for (int column = 0; column < limit.definitions().size(); column++) {
				if (limit.refuses(this, column, need, now)) {
					refusing.add(limit.definitions().get(column));
					until = Math.max(until, limit.earliest(this, column, need, now));
				}
			}
		}
		return until;
	}

	long earliest(Need need, long now) {
		long earliest = now;
		for (Limit limit : this.limits) {
			for (int column = 0; column < limit.definitions().size(); column++) {
				earliest = Math.max(earliest, limit.earliest(this, column, need, now));
			}
		}
		return earliest;
	}

	double leftShare(long now) {
		double least = 1;
		for (Limit limit : this.limits) {
			least = Math.min(least, limit.leftShare(this, now));
		}
		return least;
	}

	@Nullable LimitDefinition tooSmallFor(Need need) {
		for (Limit limit : this.limits) {
			for (int column = 0; column < limit.definitions().size(); column++) {
				if (limit.tooSmall(column, need)) {
					return limit.definitions().get(column);
				}
			}
		}
		return null;
	}

	List<LimitSnapshot> snapshot(long now) {
		List<LimitSnapshot> snapshots = new ArrayList<>();
		for (LimitDefinition definition : definitions()) {
			snapshots.add(snapshot(definition, now));
		}
		return List.copyOf(snapshots);
	}

	private LimitSnapshot snapshot(LimitDefinition definition, long now) {
		for (Limit limit : this.limits) {
			int column = limit.definitions().indexOf(definition);
			if (column >= 0) {
				return limit.snapshot(this, column, now);
			}
		}
		throw new IllegalStateException(definition + " is not counted");
	}

}
