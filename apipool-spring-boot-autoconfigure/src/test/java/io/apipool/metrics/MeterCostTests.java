package io.apipool.metrics;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call pays for its meters.
 */
class MeterCostTests {

	private static final int CALLS = 20_000;

	@Test
	void anAttemptAllocatesNothingForItsMeters() {
		MeteredApplication.CONTEXTS.withPropertyValues("apipool.pools.demo.keys=one").run((context) -> {
			KeyLease lease = context.getBean(ApiKeyPools.class).get("demo").acquire(CallRequest.of("chat"));
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			PoolMeters meters = new PoolMeters(() -> registry, true, true, (pool, reader) -> {
			});
			end(meters, lease);
			long before = allocated();
			end(meters, lease);
			assertThat((allocated() - before) / CALLS).isZero();
		});
	}

	private static void end(PoolMeters meters, KeyLease lease) {
		CallOutcome outcome = new CallOutcome.Succeeded(Usage.none());
		Usage counted = Usage.tokens(30, 20);
		for (int call = 0; call < CALLS; call++) {
			meters.ended(lease, outcome, counted, call, call + 1_000_000L);
		}
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
