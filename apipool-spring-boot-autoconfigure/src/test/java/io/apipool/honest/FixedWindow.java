package io.apipool.honest;

/** So many units in each window of a grid whose phase nobody tells the client. */
final class FixedWindow implements Window {

	private final long first;

	private long amount;

	private final long nanos;

	private final long phase;

	private long index = Long.MIN_VALUE;

	private long used;

	FixedWindow(long amount, long nanos, long phase) {
		this.first = amount;
		this.amount = amount;
		this.nanos = nanos;
		this.phase = phase;
	}

	@Override
	public long delay(long now, long units) {
		if (units <= left(now)) {
			return 0;
		}
		return (units > this.amount) ? UNKNOWN : boundaryAfter(now) - now;
	}

	@Override
	public void take(long now, long units) {
		turn(now);
		this.used += units;
	}

	@Override
	public void scale(long now, double factor) {
		this.amount = Math.max(1, Math.round(this.first * factor));
	}

	@Override
	public long left(long now) {
		turn(now);
		return this.amount - this.used;
	}

	@Override
	public long fullIn(long now) {
		return boundaryAfter(now) - now;
	}

	@Override
	public long boundaryAfter(long now) {
		return this.phase + (index(now) + 1) * this.nanos;
	}

	private void turn(long now) {
		if (index(now) != this.index) {
			this.index = index(now);
			this.used = 0;
		}
	}

	private long index(long now) {
		return Math.floorDiv(now - this.phase, this.nanos);
	}

}
