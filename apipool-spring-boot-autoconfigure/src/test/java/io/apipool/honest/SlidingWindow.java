package io.apipool.honest;

import java.util.ArrayDeque;

/**
 * So many units in any stretch of time of the window's length: a list of what was
 * accepted. What came at {@code t} counts before {@code t + window} and not at it.
 */
final class SlidingWindow implements Window {

	private final ArrayDeque<Entry> entries = new ArrayDeque<>();

	private final long first;

	private long amount;

	private final long nanos;

	private long used;

	SlidingWindow(long amount, long nanos) {
		this.first = amount;
		this.amount = amount;
		this.nanos = nanos;
	}

	@Override
	public long delay(long now, long units) {
		long missing = units - left(now);
		if (missing <= 0) {
			return 0;
		}
		for (Entry entry : this.entries) {
			missing -= entry.units();
			if (missing <= 0) {
				return entry.instant() + this.nanos - now;
			}
		}
		return UNKNOWN;
	}

	@Override
	public void take(long now, long units) {
		this.entries.add(new Entry(now, units));
		this.used += units;
	}

	@Override
	public void scale(long now, double factor) {
		this.amount = Math.max(1, Math.round(this.first * factor));
	}

	@Override
	public long left(long now) {
		while (!this.entries.isEmpty() && this.entries.peek().instant() + this.nanos <= now) {
			this.used -= this.entries.poll().units();
		}
		return this.amount - this.used;
	}

	@Override
	public long fullIn(long now) {
		return this.entries.isEmpty() ? 0 : Math.max(0, this.entries.peekLast().instant() + this.nanos - now);
	}

	@Override
	public long boundaryAfter(long now) {
		return now + this.nanos;
	}

	private record Entry(long instant, long units) {
	}

}
