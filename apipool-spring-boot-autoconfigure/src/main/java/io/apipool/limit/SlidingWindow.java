package io.apipool.limit;

import java.time.Instant;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;

/**
 * All sliding limits of a bucket that have one length and one margin: never more than the
 * amount in any span of that length.
 * <p>
 * A permit counts until the length after its answer, and at most the length and the
 * margin after it was sent; after its grant, where nobody says when. A call that is sent
 * after its permit has left is counted again from then, for the full margin.
 */
final class SlidingWindow implements Limit {

	private final List<LimitDefinition> definitions;

	private final String[] dimensions;

	private final long[] amounts;

	private final Span span;

	private final WallClock clock;

	private final SlidingEntries entries;

	private final long[] wanted;

	private boolean wanting;

	private long since;

	/**
	 * Creates an empty window.
	 * @param definitions its limits
	 * @param amounts the most of each
	 * @param span its length and margin
	 * @param clock for snapshots
	 * @param since the last key of claims that took nothing here
	 */
	SlidingWindow(List<LimitDefinition> definitions, long[] amounts, Span span, WallClock clock, long since) {
		this.definitions = List.copyOf(definitions);
		this.dimensions = definitions.stream().map(LimitDefinition::dimension).toArray(String[]::new);
		this.amounts = amounts.clone();
		this.span = span;
		this.clock = clock;
		this.since = since;
		this.entries = new SlidingEntries(span.length, span.margin, amounts.length);
		this.wanted = new long[amounts.length];
	}

	@Override
	public List<LimitDefinition> definitions() {
		return this.definitions;
	}

	@Override
	public boolean admits(Need need, long now) {
		this.wanting = false;
		for (int i = 0; i < this.wanted.length; i++) {
			this.wanted[i] = need.of(this.dimensions[i]);
			this.wanting |= this.wanted[i] > 0;
		}
		if (!this.wanting) {
			return true;
		}
		this.entries.expireHead(now);
		if (fits()) {
			return true;
		}
		this.entries.expire(now);
		return fits();
	}

	private boolean fits() {
		for (int i = 0; i < this.wanted.length; i++) {
			if (this.wanted[i] > 0 && this.wanted[i] > this.amounts[i] - this.entries.counted(i)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void take(long now, long key) {
		if (this.wanting) {
			int entry = this.entries.open(key, now);
			for (int i = 0; i < this.wanted.length; i++) {
				this.entries.add(entry, i, this.wanted[i]);
			}
		}
	}

	@Override
	public void sent(Claim claim, Need need, long now, long key) {
		int entry = find(claim, need);
		if (entry >= 0) {
			this.entries.sent(entry, now);
		}
		else if (takesFrom(need) && claim.key() > this.since) {
			book(Need.NONE, need, this.entries.book(key, now, now + this.span.margin));
		}
	}

	@Override
	public boolean settle(Claim claim, Need reserved, Need used, long now, long key) {
		int entry = find(claim, reserved);
		boolean freed = false;
		if (entry >= 0) {
			long before = this.entries.leaves(entry);
			this.entries.closed(entry, now);
			freed = claim.key() > this.since && refund(entry, reserved, used);
			freed |= this.entries.leaves(entry) < before;
		}
		if (exceeds(reserved, used)) {
			book(reserved, used, this.entries.book(key, now, now));
		}
		return freed;
	}

	private int find(Claim claim, Need need) {
		return takesFrom(need) ? this.entries.find(claim.key()) : -1;
	}

	private boolean takesFrom(Need need) {
		return exceeds(Need.NONE, need);
	}

	private boolean exceeds(Need reserved, Need used) {
		for (String dimension : this.dimensions) {
			if (used.of(dimension) > reserved.of(dimension)) {
				return true;
			}
		}
		return false;
	}

	private boolean refund(int entry, Need reserved, Need used) {
		boolean freed = false;
		for (int i = 0; i < this.dimensions.length; i++) {
			long excess = reserved.of(this.dimensions[i]) - used.of(this.dimensions[i]);
			long amount = Math.min(excess, this.entries.units(entry, i));
			if (amount > 0) {
				this.entries.add(entry, i, -amount);
				freed = true;
			}
		}
		return freed;
	}

	private void book(Need reserved, Need used, int entry) {
		for (int i = 0; i < this.dimensions.length; i++) {
			long more = used.of(this.dimensions[i]) - reserved.of(this.dimensions[i]);
			long room = CEILING - this.entries.counted(i);
			if (more > 0 && room > 0) {
				this.entries.add(entry, i, Math.min(more, room));
			}
		}
	}

	@Override
	public boolean refuses(int column, Need need, long now) {
		this.entries.expire(now);
		return missing(column, need) > 0;
	}

	@Override
	public long earliest(int column, Need need, long now) {
		if (tooSmall(column, need)) {
			return PermitScope.NEVER;
		}
		this.entries.expire(now);
		long missing = missing(column, need);
		return (missing > 0) ? this.entries.freedAt(column, missing) : now;
	}

	private long missing(int column, Need need) {
		long amount = need.of(this.dimensions[column]);
		return (amount > 0) ? amount - (this.amounts[column] - this.entries.counted(column)) : 0;
	}

	@Override
	public boolean tooSmall(int column, Need need) {
		return need.of(this.dimensions[column]) > this.amounts[column];
	}

	@Override
	public LimitSnapshot snapshot(int column, long now) {
		this.entries.expire(now);
		long counted = this.entries.counted(column);
		Instant resetAt = (counted > 0) ? this.clock.instant(this.entries.freedAt(column, counted)) : null;
		LimitDefinition definition = this.definitions.get(column);
		return new LimitSnapshot(definition.text(), definition.dimension(), (double) counted / Need.UNIT,
				(double) (this.amounts[column] - counted) / Need.UNIT, resetAt);
	}

	@Override
	public void restore(Need used, long at, long now) {
		if (takesFrom(used) && at <= now && at + this.span.length > now) {
			book(Need.NONE, used, this.entries.insert(at, now));
		}
	}

	@Override
	public void inherit(Limit old, long now) {
		if (old instanceof SlidingWindow other && other.span.length == this.span.length) {
			int[] columns = new int[this.dimensions.length];
			for (int i = 0; i < columns.length; i++) {
				columns[i] = List.of(other.dimensions).indexOf(this.dimensions[i]);
			}
			this.entries.inherit(other.entries, columns, now);
			boolean whole = List.of(other.dimensions).containsAll(List.of(this.dimensions));
			this.since = whole ? other.since : this.since;
		}
	}

	/**
	 * A length and a margin.
	 *
	 * @param length nanoseconds
	 * @param margin nanoseconds
	 */
	record Span(long length, long margin) {
	}

}
