package io.apipool.honest;

/**
 * A bucket that is full at the start, holds so many units and refills evenly with the
 * amount in a window's time.
 */
final class TokenBucket implements Window {

	/** Far below what one nanosecond refills, so that rounding refuses nobody. */
	private static final double ROUNDING = 1e-9;

	private final long first;

	private final long amount;

	private long burst;

	private double perNano;

	private final long nanos;

	private double content;

	private long filledAt = Long.MIN_VALUE;

	TokenBucket(long amount, long nanos, long burst) {
		this.first = burst;
		this.amount = amount;
		this.burst = burst;
		this.perNano = (double) amount / nanos;
		this.nanos = nanos;
		this.content = burst;
	}

	@Override
	public long delay(long now, long units) {
		fill(now);
		if (units > this.burst) {
			return UNKNOWN;
		}
		double missing = units - this.content - ROUNDING;
		return (missing <= 0) ? 0 : (long) Math.ceil(missing / this.perNano);
	}

	@Override
	public void take(long now, long units) {
		fill(now);
		this.content = Math.max(0, this.content - units);
	}

	@Override
	public void scale(long now, double factor) {
		fill(now);
		this.burst = Math.max(1, Math.round(this.first * factor));
		this.perNano = this.amount * factor / this.nanos;
		this.content = Math.min(this.content, this.burst);
	}

	@Override
	public long left(long now) {
		fill(now);
		return (long) (this.content + ROUNDING);
	}

	@Override
	public long fullIn(long now) {
		fill(now);
		return (long) Math.ceil((this.burst - this.content) / this.perNano);
	}

	@Override
	public long boundaryAfter(long now) {
		return now + this.nanos;
	}

	private void fill(long now) {
		if (this.filledAt != Long.MIN_VALUE) {
			this.content = Math.min(this.burst, this.content + (now - this.filledAt) * this.perNano);
		}
		this.filledAt = now;
	}

}
