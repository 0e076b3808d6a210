package io.apipool.usage;

import java.time.Duration;
import java.time.Instant;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;

/**
 * A lease that only tells whose it is.
 */
record TestLease(ApiKey key, String pool, CallRequest request, Duration waited) implements KeyLease {

	@Override
	public Instant grantedAt() {
		return Instant.EPOCH;
	}

	@Override
	public void sent() {
	}

	@Override
	public void renew() {
	}

	@Override
	public void failed(Throwable cause) {
	}

	@Override
	public void ended(CallOutcome outcome) {
	}

	@Override
	public void close() {
	}

}
