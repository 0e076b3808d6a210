package io.apipool.aop;

import io.apipool.limit.LimitPermit;

/**
 * The permits of a stream that was handed to the caller.
 *
 * @param permit what it holds
 */
record LimitedStream(LimitPermit permit) implements StreamHold {

	@Override
	public void ended() {
		this.permit.answered();
	}

	@Override
	public Throwable failed(Throwable thrown) {
		this.permit.answered();
		return thrown;
	}

	@Override
	public void closed() {
		this.permit.answered();
	}

}
