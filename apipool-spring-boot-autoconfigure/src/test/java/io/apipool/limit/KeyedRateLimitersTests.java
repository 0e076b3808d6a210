package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.apipool.RateLimitExceededException;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.RateLimitDefinition;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyedRateLimitersTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-05-01T00:00:00Z"));

	private final LocalPermitStore store = new LocalPermitStore(this.time);

	@Test
	void eachValueIsCountedApart() {
		DefaultRateLimiters limiters = new DefaultRateLimiters(this.store, this.time, Duration.ZERO,
				List.of(new RateLimitDefinition("tenants", List.of(LimitDefinition.parse("1/s")), Duration.ZERO)));
		assertThat(limiters.get("tenants", "a").tryAcquire(1)).isPresent();
		assertThat(limiters.get("tenants", "b").tryAcquire(1)).isPresent();
		assertThat(limiters.get("tenants", 1).tryAcquire(1)).isPresent();
		assertThat(limiters.get("tenants", "1").tryAcquire(1)).isPresent();
		assertThat(limiters.get("tenants", new String("a")).tryAcquire(1)).isEmpty();
		assertThat(limiters.get("tenants").tryAcquire(1)).isPresent();
	}

	@Test
	void aValueIsForgottenOnceItIsFullAgain() {
		RateLimit limit = limit("2/s");
		limit.tryAcquire("a", 1);
		limit.tryAcquire("b", 1);
		this.time.advance(Duration.ofMillis(500));
		limit.tryAcquire("b", 1);
		this.time.advance(Duration.ofMillis(500));
		limit.tryAcquire("c", 1);
		assertThat(limit.keys()).isEqualTo(2);
		assertThat(limit.tryAcquire("b", 2)).isEmpty();
	}

	@Test
	void aValueWithASlotInFlightIsKept() {
		RateLimit limit = limit("1 concurrent");
		LimitPermit held = limit.acquire("a", 1, Duration.ZERO);
		this.time.advance(Duration.ofDays(1));
		limit.acquire("b", 1, Duration.ZERO).close();
		assertThat(limit.tryAcquire("a", 1)).isEmpty();
		held.close();
		limit.acquire("c", 1, Duration.ZERO);
		assertThat(limit.keys()).isEqualTo(1);
	}

	@Test
	void aValueForWhichACallWaitsIsKept() {
		RateLimit limit = limit("1/s");
		limit.tryAcquire("a", 1);
		CompletableFuture<LimitPermit> waiting = limit.acquireAsync("a", 1, Duration.ofSeconds(5));
		limit.tryAcquire("b", 1);
		this.time.advance(Duration.ofSeconds(1));
		limit.tryAcquire("c", 1);
		assertThat(waiting).isCompleted();
		assertThat(limit.tryAcquire("a", 1)).isEmpty();
	}

	@Test
	void aForgottenValueGetsTheSameScopeWhileSomebodyHoldsIt() {
		RateLimit limit = limit("1/s");
		NamedLimit named = limit.named("a", 1, null);
		limit.tryAcquire("b", 1);
		assertThat(limit.keys()).isEqualTo(1);
		LimitClaim claim = new LimitClaim(this.store, named.scope(), named.need(), 0, (end) -> {
		});
		assertThat(this.store.admit(claim, this.time.nanoTime())).isTrue();
		assertThat(limit.tryAcquire("a", 1)).isEmpty();
		assertThat(limit.named("a", 1, null).scope()).isSameAs(named.scope());
	}

	@Test
	void noMoreThanTheMostAreKept() {
		KeyedCounts counts = counts(100);
		IntStream.range(0, 100).forEach((i) -> assertThat(use(counts, i)).isTrue());
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> counts.borrow("one more"))
			.withMessage("tenants: more than 100 keys at the same time")
			.satisfies((ex) -> assertThat(ex.retryAfter()).contains(Duration.ofSeconds(1)));
		assertThat(use(counts, 0)).isFalse();
		for (int i = 100; i < 1000; i++) {
			this.time.advance((i % 50 == 0) ? Duration.ofSeconds(1) : Duration.ZERO);
			assertThat(use(counts, i)).isTrue();
		}
		assertThat(counts.size()).isLessThanOrEqualTo(100);
	}

	@Test
	void slotsInFlightNeverMakeRoomForMoreValues() {
		KeyedCounts counts = new KeyedCounts(site("1 concurrent"), 2);
		LimitPermit a = take(counts, "a").orElseThrow();
		LimitPermit b = take(counts, "b").orElseThrow();
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> take(counts, "c"));
		assertThat(take(counts, "a")).isEmpty();
		a.close();
		assertThat(take(counts, "a")).isPresent();
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> take(counts, "c"));
		b.close();
		assertThat(take(counts, "c")).isPresent();
		assertThat(take(counts, "a")).isEmpty();
	}

	@Test
	void oneThatStaysInUseDoesNotKeepTheOthersFromBeingForgotten() {
		KeyedCounts counts = counts(1000);
		IntStream.range(0, 50).forEach((i) -> counts.borrow("held " + i));
		IntStream.range(0, 500).forEach((i) -> use(counts, i));
		this.time.advance(Duration.ofSeconds(1));
		IntStream.range(500, 600).forEach((i) -> use(counts, i));
		assertThat(counts.size()).isEqualTo(150);
	}

	@Test
	void noValueIsExceededWhileOthersAreForgotten() {
		RateLimit limit = limit("3/s");
		Map<Integer, AtomicInteger> granted = new ConcurrentHashMap<>();
		IntStream.range(0, 4).parallel().forEach((thread) -> {
			for (int i = 0; i < 5000; i++) {
				int key = (i * 7 + thread) % 200;
				limit.named("idle " + i, 1, null);
				if (limit.tryAcquire(key, 1).isPresent()) {
					granted.computeIfAbsent(key, (ignored) -> new AtomicInteger()).incrementAndGet();
				}
			}
		});
		assertThat(granted).hasSize(200);
		assertThat(granted.values()).allSatisfy((count) -> assertThat(count).hasValue(3));
	}

	private static boolean use(KeyedCounts counts, Object key) {
		return take(counts, key).isPresent();
	}

	private static Optional<LimitPermit> take(KeyedCounts counts, Object key) {
		LimitCount count = counts.borrow(key);
		try {
			return count.tryAcquire(Need.REQUEST);
		}
		finally {
			counts.giveBack(key);
		}
	}

	private RateLimit limit(String... limits) {
		return new RateLimit(site(limits));
	}

	private KeyedCounts counts(int most) {
		return new KeyedCounts(site("1/s"), most);
	}

	private LimitSite site(String... limits) {
		List<LimitDefinition> parsed = List.of(limits).stream().map(LimitDefinition::parse).toList();
		return new LimitSite(
				new LimitSite.Terms(new RateLimitDefinition("tenants", parsed, Duration.ZERO), Duration.ZERO),
				PermitDimension.of("tenants", parsed), this.store, this.time);
	}

}
