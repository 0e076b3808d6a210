package io.apipool.limit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the limits of one bucket have counted, and nothing that is fixed.
 * <p>
 * The limits themselves are shared by all buckets that are defined alike, so a call
 * touches of its own bucket just these cells: the state of all limits side by side in one
 * flat array, a few cache lines. With an object for each limit of each key, a thousand
 * keys do not fit into a processor's cache. A limit knows its {@link Place}. What can
 * grow, the older entries of a sliding window, is in a ring of its own.
 */
abstract class Cells {

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	/** So many cells are no limit's. */
	static final int HEADER = 2;

	private static final int LAST_KEY = 0;

	private static final int VERSION = 1;

	private static final long[] NONE = {};

	private final long[] flat;

	private final long[][] rings;

	/**
	 * Creates cells that are 0, and empty rings.
	 * @param size how many cells
	 * @param rings how many rings
	 */
	Cells(int size, int rings) {
		this.flat = new long[size];
		this.rings = new long[rings][];
		java.util.Arrays.fill(this.rings, NONE);
	}

	/**
	 * Returns the cells themselves.
	 * @return the array, to read and to write
	 */
	final long[] flat() {
		return this.flat;
	}

	final long get(int cell) {
		return this.flat[cell];
	}

	final void set(int cell, long value) {
		this.flat[cell] = value;
	}

	final void add(int cell, long amount) {
		this.flat[cell] += amount;
	}

	/**
	 * Returns the last key that was given to a claim.
	 * @return the key
	 */
	final long lastKey() {
		return get(LAST_KEY);
	}

	final void lastKey(long key) {
		set(LAST_KEY, key);
	}

	/**
	 * Returns a number that has changed if anything became free since it was watched:
	 * readable without the lock.
	 * @return the number
	 */
	final long version() {
		return published(VERSION);
	}

	/**
	 * Whoever is refused wants to know whether anything becomes free from now on. An odd
	 * number says that somebody does: while nobody does, nothing need be published.
	 * @return the number as it is now
	 */
	final long watch() {
		publish(VERSION, get(VERSION) | 1);
		return get(VERSION);
	}

	final void freed() {
		if ((get(VERSION) & 1) != 0) {
			publish(VERSION, get(VERSION) + 1);
		}
	}

	/**
	 * Something became free, also in the eyes of who has seen the cells of before.
	 * @param old the cells of before
	 */
	final void freedAfter(Cells old) {
		publish(VERSION, (old.get(VERSION) | 1) + 1);
	}

	/**
	 * Reads a cell without the lock.
	 * @param cell one that is written by {@link #publish(int, long)} alone
	 * @return what was published last
	 */
	final long published(int cell) {
		return (long) CELL.getVolatile(this.flat, cell);
	}

	final void publish(int cell, long value) {
		CELL.setVolatile(this.flat, cell, value);
	}

	final long[] ring(int index) {
		return this.rings[index];
	}

	final void ring(int index, long[] ring) {
		this.rings[index] = ring;
	}

	/**
	 * Where a limit's state lies in every bucket.
	 *
	 * @param ring the index of its first ring
	 * @param first its first cell
	 */
	record Place(int ring, int first) {

		Place after(int cells) {
			return new Place(this.ring, this.first + cells);
		}

	}

}
