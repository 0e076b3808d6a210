package io.apipool.sample;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallRequest;
import io.apipool.WaitOutcome;

import org.springframework.stereotype.Component;

/** Counts the calls that had to wait for a key: a listener is any bean of this type. */
@Component
class WaitCounter implements ApiKeyPoolListener {

	private final LongAdder waits = new LongAdder();

	@Override
	public void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
		this.waits.increment();
	}

	long waits() {
		return this.waits.sum();
	}

}
