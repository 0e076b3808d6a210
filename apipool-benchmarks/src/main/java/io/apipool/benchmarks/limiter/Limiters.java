package io.apipool.benchmarks.limiter;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.apipool.Timekeeper;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.LocalPermitStore;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ScopeDefinition;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Limiters whose limits are real and never refuse.
 */
public final class Limiters {

	private static final ScopeDefinition.Terms TERMS = new ScopeDefinition.Terms(1, Duration.ofSeconds(5), false);

	private Limiters() {
	}

	/** The same windows that {@link #bucketOfThree()} has. */
	static ScopeClaim three(PermitStore store) {
		return claim(store, "three", "100M/s", "5000M/m", "5000M/d");
	}

	static ScopeClaim one(PermitStore store) {
		return claim(store, "one", "100M/s");
	}

	static PermitStore store() {
		return new LocalPermitStore(Timekeeper.system());
	}

	private static ScopeClaim claim(PermitStore store, String name, String... limits) {
		List<LimitDefinition> parsed = Stream.of(limits).map(LimitDefinition::parse).toList();
		return new ScopeClaim(store.open(new ScopeDefinition(name, parsed, List.of(), TERMS)));
	}

	/**
	 * Returns what a thread can take one from as often as it likes.
	 * @return a bucket with bandwidths of a second, a minute and a day
	 */
	public static Bucket bucketOfThree() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(100_000_000).refillGreedy(100_000_000, Duration.ofSeconds(1)))
			.addLimit((limit) -> limit.capacity(5_000_000_000L).refillGreedy(5_000_000_000L, Duration.ofMinutes(1)))
			.addLimit((limit) -> limit.capacity(5_000_000_000L).refillGreedy(5_000_000_000L, Duration.ofDays(1)))
			.build();
	}

	static Bucket bucketOfOne() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(100_000_000).refillGreedy(100_000_000, Duration.ofSeconds(1)))
			.build();
	}

	static RateLimiterConfig resilience4j() {
		return RateLimiterConfig.custom()
			.limitForPeriod(100_000_000)
			.limitRefreshPeriod(Duration.ofSeconds(1))
			.timeoutDuration(Duration.ZERO)
			.build();
	}

}
