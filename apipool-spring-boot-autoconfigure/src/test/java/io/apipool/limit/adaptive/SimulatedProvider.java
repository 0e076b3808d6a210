package io.apipool.limit.adaptive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A provider that counts in virtual time and tells nobody its limit: a naive list of what
 * it has served.
 */
final class SimulatedProvider {

	private final Kind kind;

	private final long window;

	private final long phase;

	private final Deque<Long> served = new ArrayDeque<>();

	private long limit;

	private double level;

	private long filledAt;

	SimulatedProvider(Kind kind, long limit, long window, Random random) {
		this.kind = kind;
		this.limit = limit;
		this.window = window;
		this.phase = (long) (random.nextDouble() * window);
		this.level = limit;
	}

	void limit(long limit) {
		this.limit = limit;
	}

	/**
	 * Serves a request.
	 * @return 0, or how long it would have to wait
	 */
	long request(long now) {
		long delay = switch (this.kind) {
			case FIXED -> fixed(now);
			case SLIDING -> sliding(now);
			case BUCKET -> bucket(now);
		};
		if (delay == 0) {
			this.served.add(now);
			this.level -= 1;
		}
		return delay;
	}

	private long fixed(long now) {
		long start = Math.floorDiv(now - this.phase, this.window) * this.window + this.phase;
		forget(start - 1);
		return (this.served.size() < this.limit) ? 0 : start + this.window - now;
	}

	private long sliding(long now) {
		forget(now - this.window);
		if (this.served.size() < this.limit) {
			return 0;
		}
		long decisive = (this.served.size() == this.limit) ? this.served.getFirst() : decisive();
		return decisive + this.window - now;
	}

	private long decisive() {
		long expired = this.served.size() - this.limit;
		return this.served.stream().skip(expired).findFirst().orElseThrow();
	}

	private long bucket(long now) {
		this.served.clear();
		double interval = (double) this.window / this.limit;
		this.level = Math.min(this.limit, this.level + (now - this.filledAt) / interval);
		this.filledAt = now;
		return (this.level > 1 - 1e-9) ? 0 : (long) Math.ceil((1 - this.level) * interval);
	}

	private void forget(long until) {
		while (!this.served.isEmpty() && this.served.peek() <= until) {
			this.served.poll();
		}
	}

	enum Kind {

		FIXED, SLIDING, BUCKET

	}

}
