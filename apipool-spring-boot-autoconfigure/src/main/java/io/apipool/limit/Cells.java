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

	private static final long[] NONE = {};

	private final long[] flat;

	private final long[][] rings;

	/**
	 * Creates cells that are 0, and empty rings.
	 * @param size how many cells
	 * @param limits how many limits share them
	 */
	Cells(int size, int limits) {
		this.flat = new long[size];
		this.rings = new long[limits][];
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

	final long[] ring(int limit) {
		return this.rings[limit];
	}

	final void ring(int limit, long[] ring) {
		this.rings[limit] = ring;
	}

	/**
	 * Where a limit's state lies in every bucket.
	 *
	 * @param limit its index in the bucket: that of its ring
	 * @param first its first cell
	 */
	record Place(int limit, int first) {

		Place after(int cells) {
			return new Place(this.limit, this.first + cells);
		}

	}

}
