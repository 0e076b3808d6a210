package io.apipool.usage;

/**
 * What has been counted in one minute so far, and how much of it was written. As every
 * change adds an attempt, the number of attempts tells whether anything has changed.
 */
final class MinuteCounts extends Counts {

	private final long minute;

	private long written;

	MinuteCounts(long minute) {
		this.minute = minute;
	}

	/**
	 * Returns the minute, since the epoch.
	 */
	long minute() {
		return this.minute;
	}

	boolean isWritten() {
		return this.written == attempts();
	}

	void written(long attempts) {
		this.written = Math.max(this.written, attempts);
	}

}
