package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.apipool.RateLimitExceededException;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.RateLimitDefinition;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RateLimitersTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-05-01T00:00:00Z"));

	private final LocalPermitStore store = new LocalPermitStore(this.time);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void grantsWhatTheLimitAdmitsAndRefusesTheNextWithTheReason() {
		RateLimiter limiter = limiter("0s", "3/s");
		limiter.acquire(2);
		limiter.acquire(1);
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> limiter.acquire(1))
			.withMessage("writes: 3/s is used up, try again in 1s")
			.satisfies((ex) -> {
				assertThat(ex.limit()).isEqualTo("writes");
				assertThat(ex.pool()).isEmpty();
				assertThat(ex.retryAfter()).contains(Duration.ofSeconds(1));
				assertThat(ex.getStackTrace()[0].getClassName()).startsWith("io.apipool.limit.");
			});
		this.time.advance(Duration.ofSeconds(1));
		limiter.acquire(3);
	}

	@Test
	void tryAcquireNeverWaitsAndTakesNothingWhenItFails() {
		RateLimiter limiter = limiter("10s", "3/s");
		assertThat(limiter.tryAcquire(2)).isPresent();
		assertThat(limiter.tryAcquire(2)).isEmpty();
		assertThat(limiter.tryAcquire(1)).isPresent();
		assertThat(limiter.tryAcquire(1)).isEmpty();
		assertThat(limiter.tryAcquire(4)).isEmpty();
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void waitsUntilAPermitIsFree() {
		RateLimit limit = limit("10s", "2/s");
		take(limit, 2);
		CompletableFuture<LimitPermit> first = limit.acquireAsync(null, 1, limit.maxWait());
		CompletableFuture<LimitPermit> second = limit.acquireAsync(null, 2, limit.maxWait());
		this.time.advance(Duration.ofMillis(999));
		assertThat(first).isNotDone();
		this.time.advance(Duration.ofMillis(1));
		assertThat(first).isCompleted();
		assertThat(second).isNotDone();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(second).isCompleted();
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void waitsOnTheCallingThread() {
		RateLimiter limiter = limiter("10s", "2/s");
		limiter.acquire(2);
		CompletableFuture<Permit> permit = CompletableFuture.supplyAsync(() -> limiter.acquire(1), this.threads);
		awaitTimer();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(permit.join()).isNotNull();
	}

	@Test
	void servesThoseThatWaitInTheOrderOfTheirArrival() {
		RateLimit limit = limit("60s", "1/s");
		take(limit, 1);
		CompletableFuture<LimitPermit> first = limit.acquireAsync(null, 1, limit.maxWait());
		assertThat(limit.tryAcquire(null, 1)).isEmpty();
		CompletableFuture<LimitPermit> second = limit.acquireAsync(null, 1, limit.maxWait());
		this.time.advance(Duration.ofSeconds(1));
		assertThat(first).isCompleted();
		assertThat(second).isNotDone();
	}

	@Test
	void refusesAtOnceWhatCannotBeHadInTime() {
		RateLimit limit = limit("2s", "1/3s");
		take(limit, 1);
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limit.acquire(null, 1, limit.maxWait()))
			.withMessage("writes: 1/3s is used up and no permit is to be had in 2s, try again in 3s");
		assertThat(limit.acquireAsync(null, 1, Duration.ofSeconds(3))).isNotDone();
	}

	@Test
	void refusesForGoodWhatTheLimitCanNeverAdmit() {
		RateLimit limit = limit("60s", "3/s", "100 tokens/m");
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limit.acquire(null, 101, limit.maxWait()))
			.withMessage("writes: 101 tokens wanted, 100 tokens/m can never admit that")
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEmpty());
		assertThat(limit.tryAcquire(null, 101)).isEmpty();
		assertThat(limit.tryAcquire(null, 100)).isPresent();
	}

	@Test
	void aSlotIsHeldUntilThePermitIsClosed() {
		RateLimiter limiter = limiter("0s", "2 concurrent");
		Permit first = limiter.acquire(1);
		limiter.acquire(1);
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> limiter.acquire(1))
			.withMessage("writes: 2 concurrent is used up, try again when a call has ended")
			.satisfies((ex) -> assertThat(ex.retryAfter()).contains(Duration.ZERO));
		first.close();
		first.close();
		limiter.acquire(1);
		assertThat(limiter.tryAcquire(1)).isEmpty();
	}

	@Test
	void aClosedPermitWakesTheNext() {
		RateLimit limit = limit("60s", "1 concurrent");
		LimitPermit held = limit.acquire(null, 1, Duration.ZERO);
		CompletableFuture<LimitPermit> next = limit.acquireAsync(null, 1, limit.maxWait());
		assertThat(next).isNotDone();
		held.close();
		assertThat(next).isCompleted();
	}

	@Test
	void closingAPermitGivesSlotsBackAndNothingElse() {
		RateLimiter limiter = limiter("0s", "2/s", "5 concurrent");
		limiter.acquire(1).close();
		limiter.acquire(1).close();
		assertThat(limiter.tryAcquire(1)).isEmpty();
	}

	@Test
	void aPermitCountsForItsWindowAndTheMarginUnlessItsEndIsKnown() throws Exception {
		DefaultRateLimiters limiters = new DefaultRateLimiters(this.store, this.time, Duration.ofSeconds(1),
				List.of(definition("a", "0s", "1/10s"), definition("b", "0s", "1/10s")));
		limiters.get("a").acquire(1).close();
		assertThat(limiters.get("b").<String, Exception>call(() -> "done")).isEqualTo("done");
		this.time.advance(Duration.ofSeconds(10));
		assertThat(limiters.get("a").tryAcquire(1)).isEmpty();
		assertThat(limiters.get("b").tryAcquire(1)).isPresent();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(limiters.get("a").tryAcquire(1)).isPresent();
	}

	@Test
	void aCallThatThrowsGivesItsSlotBack() {
		RateLimiter limiter = limiter("0s", "1 concurrent");
		assertThatIllegalStateException().isThrownBy(() -> limiter.call(() -> {
			assertThat(limiter.tryAcquire(1)).isEmpty();
			throw new IllegalStateException("planned");
		})).withMessage("planned");
		assertThat(limiter.tryAcquire(1)).isPresent();
	}

	@Test
	void cancellingCostsNothing() {
		RateLimit limit = limit("60s", "1/s");
		take(limit, 1);
		CompletableFuture<LimitPermit> cancelled = limit.acquireAsync(null, 1, limit.maxWait());
		CompletableFuture<LimitPermit> next = limit.acquireAsync(null, 1, limit.maxWait());
		cancelled.cancel(false);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(next).isCompleted();
	}

	@Test
	void anInterruptedThreadLeavesTheQueueAndKeepsItsFlag() {
		RateLimit limit = limit("60s", "1/s");
		take(limit, 1);
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				limit.acquire(null, 1, limit.maxWait());
			}
			catch (CancellationException ex) {
				flag.complete(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		awaitTimer();
		thread.interrupt();
		assertThat(flag.join()).isTrue();
		assertThat(this.time.pendingTimers()).isZero();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(limit.tryAcquire(null, 1)).isPresent();
	}

	@Test
	void unusedPermitsAreAllGivenBack() {
		RateLimit limit = limit("0s", "5/s", "1 concurrent");
		limit.acquire(null, 5, Duration.ZERO).unused();
		assertThat(limit.tryAcquire(null, 5)).isPresent();
	}

	@Test
	void permitsAreOfTheOneDimensionThatIsCounted() {
		RateLimiter credits = limiter("0s", "11 credits/d", "8 credits/h", "5 concurrent");
		assertThat(credits.tryAcquire(7.5)).isPresent();
		assertThat(credits.tryAcquire(0.75)).isEmpty();
		assertThat(credits.tryAcquire(0.5)).isPresent();
	}

	@Test
	void besideAnotherDimensionEachCallIsOneRequest() {
		RateLimiter limiter = limiter("0s", "2/m", "1000 tokens/m");
		assertThat(limiter.tryAcquire(10)).isPresent();
		assertThat(limiter.tryAcquire(10)).isPresent();
		assertThat(limiter.tryAcquire(10)).isEmpty();
	}

	@Test
	void permitsOfSeveralDimensionsAreRefusedWhenTheyAreDefined() {
		assertThatIllegalArgumentException().isThrownBy(() -> limiter("0s", "5 credits/m", "100 tokens/m"))
			.withMessage("writes: permits could be of each of credits, tokens; make a limit of its own for each");
	}

	@Test
	void strangeAmountsAreRefusedWithAReason() {
		RateLimiter limiter = limiter("0s", "3/s");
		assertThatIllegalArgumentException().isThrownBy(() -> limiter.acquire(-1))
			.withMessage("writes: permits must not be negative, but are -1.0");
		assertThatIllegalArgumentException().isThrownBy(() -> limiter.acquire(Double.NaN));
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limiter.acquire(Double.POSITIVE_INFINITY));
		assertThat(limiter.tryAcquire(0)).isPresent();
		assertThat(limiter.tryAcquire(3)).isPresent();
		assertThatIllegalArgumentException().isThrownBy(() -> limiter("0s", "3 concurrent").acquire(2))
			.withMessage("writes: 2 permits wanted, but slots in flight are taken one a call");
	}

	@Test
	void anUnknownNameListsThoseThereAre() {
		DefaultRateLimiters limiters = new DefaultRateLimiters(this.store, this.time, Duration.ZERO,
				List.of(definition("reads", "0s", "1/s"), definition("writes", "0s", "1/s")));
		assertThatIllegalArgumentException().isThrownBy(() -> limiters.get("write"))
			.withMessage("no rate limit 'write': there are reads, writes; add it below apipool.rate-limits");
		assertThatIllegalArgumentException().isThrownBy(() -> limiters.get("write", "key"));
	}

	@Test
	void twoNamesAreCountedApartAndOneNameTogether() {
		DefaultRateLimiters limiters = new DefaultRateLimiters(this.store, this.time, Duration.ZERO,
				List.of(definition("reads", "0s", "1/s"), definition("writes", "0s", "1/s")));
		assertThat(limiters.get("reads").tryAcquire(1)).isPresent();
		assertThat(limiters.get("reads").tryAcquire(1)).isEmpty();
		assertThat(limiters.get("writes").tryAcquire(1)).isPresent();
	}

	@Test
	void aLimitTakenInOneStepWithAKeyCountsInTheSameScope() {
		RateLimit limit = limit("5s", "2/s");
		NamedLimit named = limit.named(null, 2, null);
		assertThat(named.name()).isEqualTo("writes");
		assertThat(named.maxWait()).isNull();
		LimitClaim claim = new LimitClaim(this.store, named.scope(), named.need(), 0, (end) -> {
		});
		assertThat(this.store.admit(claim, this.time.nanoTime())).isTrue();
		assertThat(limit.tryAcquire(null, 1)).isEmpty();
	}

	@Test
	void allThatWaitEndWhenTheLimitsAreClosed() {
		DefaultRateLimiters limiters = new DefaultRateLimiters(this.store, this.time, Duration.ZERO, List.of());
		RateLimit limit = limiters.create(definition("Service.method", "0s", "1/s"));
		take(limit, 1);
		limit.acquire("key", 1, Duration.ZERO);
		List<CompletableFuture<LimitPermit>> waiting = IntStream.range(0, 1000)
			.mapToObj((i) -> limit.acquireAsync((i % 2 == 0) ? "key" : null, 1, Duration.ofHours(1)))
			.toList();
		limiters.close();
		assertThat(waiting).allSatisfy((permit) -> assertThat(permit).isCompletedExceptionally());
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limit.acquire(null, 1, Duration.ofHours(1)))
			.withMessage("Service.method: closed, the application is shutting down");
	}

	private void awaitTimer() {
		while (this.time.pendingTimers() == 0) {
			Thread.onSpinWait();
		}
	}

	private static void take(RateLimit limit, double permits) {
		Optional<LimitPermit> permit = limit.tryAcquire(null, permits);
		assertThat(permit).isPresent();
	}

	private RateLimiter limiter(String maxWait, String... limits) {
		return limiters(maxWait, limits).get("writes");
	}

	private RateLimit limit(String maxWait, String... limits) {
		return limiters(maxWait, limits).limit("writes");
	}

	private DefaultRateLimiters limiters(String maxWait, String... limits) {
		return new DefaultRateLimiters(new LocalPermitStore(this.time), this.time, Duration.ZERO,
				List.of(definition("writes", maxWait, limits)));
	}

	private static RateLimitDefinition definition(String name, String maxWait, String... limits) {
		return new RateLimitDefinition(name, Arrays.stream(limits).map(LimitDefinition::parse).toList(),
				Duration.parse("PT" + maxWait));
	}

}
