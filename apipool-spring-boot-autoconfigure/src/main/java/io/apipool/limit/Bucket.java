package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one set of counts: a scope's own, or those of a model's entry.
 */
final class Bucket {

	static final Bucket NONE = new Bucket(List.of(), List.of());

	private final List<LimitDefinition> definitions;

	private final Limit[] limits;

	/**
	 * Creates a bucket.
	 * @param definitions its limits as they were written
	 * @param limits what counts for them
	 */
	Bucket(List<LimitDefinition> definitions, List<Limit> limits) {
		this.definitions = List.copyOf(definitions);
		this.limits = limits.toArray(new Limit[0]);
	}

	List<LimitDefinition> definitions() {
		return this.definitions;
	}

	boolean isEmpty() {
		return this.limits.length == 0;
	}

	boolean admits(Need need, long now) {
		for (Limit limit : this.limits) {
			if (!limit.admits(need, now)) {
				return false;
			}
		}
		return true;
	}

	void take(long now, long key) {
		for (Limit limit : this.limits) {
			limit.take(now, key);
		}
	}

	void sent(Claim claim, Need need, long now, long key) {
		for (Limit limit : this.limits) {
			limit.sent(claim, need, now, key);
		}
	}

	boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		boolean freed = false;
		for (Limit limit : this.limits) {
			freed |= limit.settle(claim, reserved, used, now, key);
		}
		return freed;
	}

	boolean release(Claim claim) {
		boolean freed = false;
		for (Limit limit : this.limits) {
			freed |= limit.release(claim);
		}
		return freed;
	}

	void restore(Need used, long at, long now) {
		for (Limit limit : this.limits) {
			limit.restore(used, at, now);
		}
	}

	void inherit(Bucket old, long now) {
		for (Limit limit : this.limits) {
			for (Limit other : old.limits) {
				limit.inherit(other, now);
			}
		}
	}

	long boundary() {
		long boundary = PermitScope.NEVER;
		for (Limit limit : this.limits) {
			boundary = Math.min(boundary, limit.boundary());
		}
		return boundary;
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
				if (limit.refuses(column, need, now)) {
					refusing.add(limit.definitions().get(column));
					until = Math.max(until, limit.earliest(column, need, now));
				}
			}
		}
		return until;
	}

	long earliest(Need need, long now) {
		long earliest = now;
		for (Limit limit : this.limits) {
			for (int column = 0; column < limit.definitions().size(); column++) {
				earliest = Math.max(earliest, limit.earliest(column, need, now));
			}
		}
		return earliest;
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
		for (LimitDefinition definition : this.definitions) {
			snapshots.add(snapshot(definition, now));
		}
		return List.copyOf(snapshots);
	}

	private LimitSnapshot snapshot(LimitDefinition definition, long now) {
		for (Limit limit : this.limits) {
			int column = limit.definitions().indexOf(definition);
			if (column >= 0) {
				return limit.snapshot(column, now);
			}
		}
		throw new IllegalStateException(definition + " is not counted");
	}

}
