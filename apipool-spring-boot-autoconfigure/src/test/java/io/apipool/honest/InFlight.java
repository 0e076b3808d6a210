package io.apipool.honest;

/** So many requests between their arrival and the start of their answer's last byte. */
final class InFlight implements Window {

	private final long amount;

	private long used;

	InFlight(long amount) {
		this.amount = amount;
	}

	@Override
	public long delay(long now, long units) {
		return (units <= left(now)) ? 0 : UNKNOWN;
	}

	@Override
	public void take(long now, long units) {
		this.used += units;
	}

	@Override
	public void release(long units) {
		this.used -= units;
	}

	@Override
	public void scale(long now, double factor) {
		throw new UnsupportedOperationException("requests in flight are not scaled");
	}

	@Override
	public long left(long now) {
		return this.amount - this.used;
	}

	@Override
	public long fullIn(long now) {
		return UNKNOWN;
	}

	@Override
	public long boundaryAfter(long now) {
		return now;
	}

}
