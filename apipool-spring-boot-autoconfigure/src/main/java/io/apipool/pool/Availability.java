package io.apipool.pool;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * Which seats may be usable: a bit for each, so that a thousand seats that are out cost
 * sixteen words to pass over. A seat that is out comes back at its time, or when
 * something without a time happens. The bits are hints: whoever takes a seat checks it,
 * and puts it out where it is not usable. So a seat may be in needlessly, but must never
 * stay out for good.
 */
final class Availability {

	static final long NEVER = Long.MAX_VALUE;

	private final int size;

	private final AtomicLongArray in;

	private final AtomicLongArray busy;

	private final PriorityQueue<Comeback> comebacks = new PriorityQueue<>();

	private final long[] due;

	private volatile long nextComeback = NEVER;

	Availability(int size) {
		this.size = size;
		this.in = new AtomicLongArray((size + 63) >>> 6);
		this.busy = new AtomicLongArray(this.in.length());
		this.due = new long[size];
		Arrays.fill(this.due, NEVER);
		for (int position = 0; position < size; position++) {
			in(position);
		}
	}

	/**
	 * Puts a seat out until an instant.
	 * @param until monotonic nanoseconds, or {@link #NEVER}: {@link #in(int)} brings it
	 * back
	 */
	void out(int position, long until) {
		synchronized (this.comebacks) {
			if (until < this.due[position]) {
				this.due[position] = until;
				this.comebacks.add(new Comeback(until, position));
				this.nextComeback = this.comebacks.element().at;
			}
			clear(this.in, position);
		}
	}

	/**
	 * Puts a seat out until a call that holds it ends: {@link #in(int)} brings it back.
	 */
	void outBusy(int position) {
		set(this.busy, position);
		clear(this.in, position);
		set(this.busy, position);
	}

	void in(int position) {
		set(this.in, position);
		clear(this.busy, position);
	}

	void sweep(long now) {
		if (now < this.nextComeback) {
			return;
		}
		synchronized (this.comebacks) {
			Comeback first = this.comebacks.peek();
			while (first != null && (first.at <= now || isOutdated(first))) {
				this.comebacks.remove();
				if (!isOutdated(first)) {
					this.due[first.position] = NEVER;
					in(first.position);
				}
				first = this.comebacks.peek();
			}
			this.nextComeback = (first != null) ? first.at : NEVER;
		}
	}

	private boolean isOutdated(Comeback comeback) {
		return this.due[comeback.position] != comeback.at;
	}

	/**
	 * Returns when a seat comes back.
	 * @return monotonic nanoseconds: {@code now} where it is in, or out until a call
	 * ends; {@link #NEVER} where no time is known
	 */
	long comeback(int position, long now) {
		long bit = 1L << position;
		int word = position >>> 6;
		if (((this.in.get(word) | this.busy.get(word)) & bit) != 0) {
			return now;
		}
		synchronized (this.comebacks) {
			return this.due[position];
		}
	}

	/**
	 * Returns when the next seat comes back at its time.
	 * @return monotonic nanoseconds, or {@link #NEVER}
	 */
	long nextComeback() {
		return this.nextComeback;
	}

	/**
	 * Returns when the first seat may be in.
	 * @return monotonic nanoseconds: {@code now} where one is in, or out until a call
	 * ends; {@link #NEVER} where no time is known
	 */
	long firstIn(long now) {
		for (int word = 0; word < this.in.length(); word++) {
			if ((this.in.get(word) | this.busy.get(word)) != 0) {
				return now;
			}
		}
		return this.nextComeback;
	}

	/**
	 * Tells whether a seat is out until a call ends.
	 */
	boolean isAnyBusy() {
		for (int word = 0; word < this.busy.length(); word++) {
			if (this.busy.get(word) != 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns the first seat at or after a position, going round.
	 * @param start any number
	 * @param also in which the seat must be in too, or null
	 * @param without bits of seats to leave out, or null
	 * @return the seat's position, or -1
	 */
	int from(int start, @Nullable Availability also, long @Nullable [] without) {
		return from(start, also, without, null);
	}

	/**
	 * Returns the first of some seats at or after a position, going round.
	 * @param among bits of the seats that count, or null for all
	 */
	int from(int start, @Nullable Availability also, long @Nullable [] without, long @Nullable [] among) {
		if (this.size == 0) {
			return -1;
		}
		int middle = (start >= 0 && start < this.size) ? start : Math.floorMod(start, this.size);
		int found = scan(middle, this.size, also, without, among);
		return (found >= 0) ? found : scan(0, middle, also, without, among);
	}

	private int scan(int from, int to, @Nullable Availability also, long @Nullable [] without,
			long @Nullable [] among) {
		for (int word = from >>> 6; word << 6 < to; word++) {
			long bits = word(word, also, without);
			if (among != null) {
				bits &= among[word];
			}
			if (word == from >>> 6) {
				bits &= -1L << from;
			}
			if (bits != 0) {
				int position = (word << 6) + Long.numberOfTrailingZeros(bits);
				return (position < to) ? position : -1;
			}
		}
		return -1;
	}

	/**
	 * Returns the first seat at or after a position, not going round.
	 * @return the seat's position, or -1
	 */
	int first(int start, @Nullable Availability also) {
		return (start < this.size) ? scan(start, this.size, also, null, null) : -1;
	}

	int count(@Nullable Availability also, long @Nullable [] without) {
		return count(also, without, null);
	}

	int count(@Nullable Availability also, long @Nullable [] without, long @Nullable [] among) {
		int count = 0;
		for (int word = 0; word < this.in.length(); word++) {
			long bits = word(word, also, without);
			count += Long.bitCount((among != null) ? bits & among[word] : bits);
		}
		return count;
	}

	/**
	 * Returns the seat of an index among those that are in.
	 * @return the seat's position, or -1
	 */
	int nth(int index, @Nullable Availability also, long @Nullable [] without) {
		int left = index;
		for (int word = 0; word < this.in.length(); word++) {
			long bits = word(word, also, without);
			int count = Long.bitCount(bits);
			if (left < count) {
				for (; left > 0; left--) {
					bits &= bits - 1;
				}
				return (word << 6) + Long.numberOfTrailingZeros(bits);
			}
			left -= count;
		}
		return -1;
	}

	/**
	 * Returns the bits of 64 seats that stand side by side.
	 */
	long word(int index, @Nullable Availability also, long @Nullable [] without) {
		long bits = this.in.get(index);
		if (also != null) {
			bits &= also.in.get(index);
		}
		return (without != null) ? bits & ~without[index] : bits;
	}

	private static void set(AtomicLongArray bits, int position) {
		long bit = 1L << position;
		if ((bits.get(position >>> 6) & bit) == 0) {
			bits.getAndUpdate(position >>> 6, (word) -> word | bit);
		}
	}

	private static void clear(AtomicLongArray bits, int position) {
		long bit = 1L << position;
		if ((bits.get(position >>> 6) & bit) != 0) {
			bits.getAndUpdate(position >>> 6, (word) -> word & ~bit);
		}
	}

	private record Comeback(long at, int position) implements Comparable<Comeback> {

		@Override
		public int compareTo(Comeback other) {
			return Long.compare(this.at, other.at);
		}

	}

}
