package io.apipool.sample;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallRequest;
import io.apipool.WaitOutcome;

import org.springframework.stereotype.Component;

/** Counts the calls that had to wait for a key: a listener is any bean of this type. */
@Component
class WaitCounter implements ApiKeyPoolListener {

	private final Map<String, Long> waits = new ConcurrentHashMap<>();

	@Override
	public void waited(String pool, CallRequest request, Duration waited, WaitOutcome outcome) {
		this.waits.merge(pool, 1L, Long::sum);
	}

	long waits(String pool) {
		return this.waits.getOrDefault(pool, 0L);
	}

}
