package io.apipool.honest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** What the builder was told; times in nanoseconds. Not changed after the start. */
final class ProviderOptions {

	final Map<String, List<String>> accounts = new LinkedHashMap<>();

	final List<Quota> quotas = new ArrayList<>();

	final Random random = new Random(1);

	Function<Call, String> answer = (call) -> "{\"ok\":true}";

	String keyHeader = "authorization";

	RetryAfter retryAfter = RetryAfter.SECONDS;

	LimitHeaders announced;

	ResetForm reset = ResetForm.DECIMALS;

	long latency;

	long latencySpread;

	long jitter;

	int parts = 1;

	long pause;

	long drawLatency() {
		return this.latency + draw(this.latencySpread);
	}

	long drawJitter() {
		return draw(this.jitter);
	}

	private long draw(long most) {
		return (most == 0) ? 0 : (long) (this.random.nextDouble() * most);
	}

}
