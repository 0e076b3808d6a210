package io.apipool.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls that were tried and refused since the last pass began: nobody may take from a
 * limit that one of them waits for. They are few, because each could pass those before it
 * and so waits for other limits than they do.
 */
final class Blockers {

	private final List<Blocker> blockers = new ArrayList<>();

	void clear() {
		this.blockers.clear();
	}

	void add(Entry entry, long retryAt) {
		this.blockers.add(new Blocker(entry, retryAt));
	}

	boolean remove(Entry entry) {
		return this.blockers.removeIf((blocker) -> blocker.entry().sequence() == entry.sequence());
	}

	boolean letPass(Entry entry) {
		for (Blocker blocker : this.blockers) {
			if (blocker.entry().isBefore(entry) && !entry.call().mayPass(blocker.entry().call())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns when the first of them may be let through.
	 * @return monotonic nanoseconds, or {@link Waiting#NEVER} where no instant is known
	 */
	long retryAt() {
		long first = Waiting.NEVER;
		for (Blocker blocker : this.blockers) {
			first = Math.min(first, blocker.retryAt());
		}
		return first;
	}

	private record Blocker(Entry entry, long retryAt) {
	}

}
