package io.apipool.usage;

import org.jspecify.annotations.Nullable;

/**
 * How many attempts ended in each of the last seconds. A minute in which nothing ended
 * takes no room, and one in which never more than 255 ended in a second takes a byte a
 * second.
 */
final class SecondCounts {

	/** How many minutes are kept in full. */
	static final int MINUTES = 15;

	private static final int SIXTY = 60;

	private final @Nullable Lane[] lanes = new @Nullable Lane[MINUTES + 1];

	void add(long second, long attempts) {
		long minute = Math.floorDiv(second, SIXTY);
		int slot = slot(minute);
		Lane lane = this.lanes[slot];
		if (lane == null || lane.minute < minute) {
			lane = new Lane(minute);
			this.lanes[slot] = lane;
		}
		if (lane.minute == minute) {
			lane.add(Math.floorMod(second, SIXTY), attempts);
		}
	}

	/**
	 * Hands out the seconds in which something ended.
	 * @param from the first second
	 * @param to the last second
	 */
	void read(long from, long to, Reader reader) {
		for (long minute = Math.floorDiv(from, SIXTY); minute <= Math.floorDiv(to, SIXTY); minute++) {
			Lane lane = this.lanes[slot(minute)];
			if (lane != null && lane.minute == minute) {
				lane.read(from, to, reader);
			}
		}
	}

	/**
	 * Gives up the minutes before one.
	 * @return whether any is left
	 */
	boolean forget(long before) {
		boolean left = false;
		for (int i = 0; i < this.lanes.length; i++) {
			Lane lane = this.lanes[i];
			if (lane != null && lane.minute < before) {
				this.lanes[i] = null;
			}
			left = left || this.lanes[i] != null;
		}
		return left;
	}

	private static int slot(long minute) {
		return Math.floorMod(minute, MINUTES + 1);
	}

	/**
	 * Is handed seconds.
	 */
	interface Reader {

		/**
		 * Takes one.
		 * @param second the second, since the epoch
		 * @param attempts how many ended in it
		 */
		void read(long second, long attempts);

	}

	/**
	 * One minute.
	 */
	private static final class Lane {

		private static final int BYTE = 0xFF;

		private final long minute;

		private byte @Nullable [] few = new byte[SIXTY];

		private int @Nullable [] many;

		Lane(long minute) {
			this.minute = minute;
		}

		void add(int second, long attempts) {
			byte[] bytes = this.few;
			if (bytes != null && (bytes[second] & BYTE) + attempts <= BYTE) {
				bytes[second] += (byte) attempts;
			}
			else {
				int[] wide = wide();
				wide[second] = (int) Math.min(Integer.MAX_VALUE, wide[second] + attempts);
			}
		}

		private int[] wide() {
			int[] wide = this.many;
			if (wide == null) {
				wide = new int[SIXTY];
				for (int i = 0; i < SIXTY; i++) {
					wide[i] = (int) get(i);
				}
				this.many = wide;
				this.few = null;
			}
			return wide;
		}

		private long get(int second) {
			byte[] bytes = this.few;
			int[] wide = this.many;
			return (bytes != null) ? bytes[second] & BYTE : (wide != null) ? wide[second] : 0;
		}

		void read(long from, long to, Reader reader) {
			long begin = this.minute * SIXTY;
			for (int i = (int) Math.max(0, from - begin); i < SIXTY && begin + i <= to; i++) {
				long attempts = get(i);
				if (attempts > 0) {
					reader.read(begin + i, attempts);
				}
			}
		}

	}

}
