package io.apipool.queue;

import java.util.TreeMap;

/**
 * The waiting calls that were tried and refused, in order: nobody behind them may take
 * from a limit that one of them waits for. With each the instant at which trying it again
 * may succeed.
 */
final class Blockers {

	private final TreeMap<Entry, Long> retries = new TreeMap<>(Entry.ORDER);

	/** A pass begins, which will learn new instants. */
	void forgetRetries() {
		this.retries.replaceAll((entry, retryAt) -> Waiting.NEVER);
	}

	void put(Entry entry, long retryAt) {
		this.retries.put(entry, retryAt);
	}

	boolean remove(Entry entry) {
		return this.retries.remove(entry) != null;
	}

	boolean letPass(Entry entry) {
		for (Entry blocker : this.retries.headMap(entry).keySet()) {
			if (!entry.call().mayPass(blocker.call())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns when the first of them may be let through.
	 * @return monotonic nanoseconds, or {@link Waiting#NEVER} where no instant is known
	 */
	long firstRetry() {
		long first = Waiting.NEVER;
		for (long retryAt : this.retries.values()) {
			first = Math.min(first, retryAt);
		}
		return first;
	}

}
