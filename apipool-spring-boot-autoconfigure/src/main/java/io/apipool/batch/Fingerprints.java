package io.apipool.batch;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A set of fingerprints: 16 bytes each and the room to grow, at most 43 bytes each in
 * all. In segments, so that growing copies a small part at a time and no array is huge.
 */
final class Fingerprints {

	private static final int SEGMENTS = 1024;

	private final AtomicReferenceArray<Segment> segments = new AtomicReferenceArray<>(SEGMENTS);

	Fingerprints() {
		for (int i = 0; i < SEGMENTS; i++) {
			this.segments.set(i, new Segment(16));
		}
	}

	/**
	 * Adds a fingerprint whose bits are evenly distributed.
	 * @return whether it was not there
	 */
	boolean add(long high, long low) {
		int index = (int) (high >>> 54);
		Segment segment = this.segments.get(index);
		if (segment.isFull()) {
			segment = segment.grown();
			this.segments.set(index, segment);
		}
		return segment.add(high, (low != 0) ? low : 1);
	}

	/**
	 * A table of pairs with open addressing; the second word of a free place is 0. At
	 * most three quarters full.
	 */
	private static final class Segment {

		private final long[] pairs;

		private int size;

		Segment(int places) {
			this.pairs = new long[2 * places];
		}

		boolean isFull() {
			return this.size * 8 >= this.pairs.length * 3;
		}

		Segment grown() {
			Segment grown = new Segment(this.pairs.length);
			for (int i = 0; i < this.pairs.length; i += 2) {
				if (this.pairs[i + 1] != 0) {
					grown.add(this.pairs[i], this.pairs[i + 1]);
				}
			}
			return grown;
		}

		boolean add(long high, long low) {
			int mask = this.pairs.length - 1;
			int at = 2 * (int) low & mask;
			while (this.pairs[at + 1] != 0) {
				if (this.pairs[at] == high && this.pairs[at + 1] == low) {
					return false;
				}
				at = (at + 2) & mask;
			}
			this.pairs[at] = high;
			this.pairs[at + 1] = low;
			this.size++;
			return true;
		}

	}

}
