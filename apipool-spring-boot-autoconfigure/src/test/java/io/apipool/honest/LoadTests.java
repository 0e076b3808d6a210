package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Tag("any-jdk")
class LoadTests {

	private static final List<String> KEYS = List.of("a", "b", "c");

	private static final int AMOUNT = 8;

	private static final Duration WINDOW = Duration.ofMillis(300);

	private final AtomicInteger turn = new AtomicInteger();

	@Test
	void aNaiveRoundRobinComesBeyond() throws Exception {
		try (HonestProvider provider = provider(Quota.sliding(AMOUNT, WINDOW))) {
			LoadResult result = new Load(provider, 4, 4, WINDOW).run((sender) -> sender.send(nextKey()));
			assertThat(result.report().beyond()).isPositive();
			assertThat(result.failed()).containsOnlyKeys("429");
		}
	}

	@Test
	void aNaiveRoundRobinComesBeyondWithoutThreadsToo() throws Exception {
		try (HonestProvider provider = provider(Quota.fixed(AMOUNT, WINDOW))) {
			LoadResult result = new Load(provider, 4, 4, WINDOW).runAsync((sender) -> sender.send(nextKey()));
			assertThat(result.report().beyond()).isPositive();
			assertThat(result.failed()).containsOnlyKeys("429");
		}
	}

	@Test
	void permitsThatCountUntilAWindowAfterTheAnswerAreNeverBeyond() throws Exception {
		try (HonestProvider provider = provider(Quota.sliding(AMOUNT, WINDOW))) {
			DelayQueue<Slot> slots = slots();
			LoadResult result = new Load(provider, 30, 4, WINDOW).run((sender) -> {
				Slot slot = slots.take();
				sender.send(slot.secret());
				slots.add(new Slot(slot.secret(), System.nanoTime() + WINDOW.toNanos()));
			});
			assertThat(result.report().beyond()).isZero();
			assertThat(result.failed()).isEmpty();
			assertThat(result.succeeded()).isEqualTo(result.report().accepted());
		}
	}

	@Test
	void permitsThatCountUntilAWindowAfterTheAnswerAreNeverBeyondWithoutThreads() throws Exception {
		try (HonestProvider provider = provider(Quota.bucket(AMOUNT, WINDOW, AMOUNT))) {
			DelayQueue<Slot> slots = slots();
			LoadResult result = new Load(provider, 30, 4, WINDOW).runAsync((sender) -> {
				Slot slot = slots.poll();
				return (slot == null) ? CompletableFuture.failedFuture(new IllegalStateException()) : sender
					.send(slot.secret())
					.whenComplete(
							(body, ex) -> slots.add(new Slot(slot.secret(), System.nanoTime() + WINDOW.toNanos())));
			});
			assertThat(result.report().beyond()).isZero();
			assertThat(result.succeeded()).isEqualTo(result.report().accepted());
		}
	}

	@Test
	void aLoadThatIsTooWeakToProveAnythingIsRefused() {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.sliding(100, Duration.ofSeconds(1)))
			.latency(Duration.ofMillis(9), Duration.ZERO)
			.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> new Load(provider, 2, 4, WINDOW))
				.withMessage("2 callers offer 200/s, 3 times 100/s are wanted");
		}
	}

	private String nextKey() {
		return KEYS.get(this.turn.getAndIncrement() % KEYS.size());
	}

	private static HonestProvider provider(Quota quota) {
		return HonestProvider.builder().keys(KEYS.toArray(String[]::new)).limits(quota).start();
	}

	private static DelayQueue<Slot> slots() {
		DelayQueue<Slot> slots = new DelayQueue<>();
		for (int i = 0; i < AMOUNT; i++) {
			KEYS.forEach((secret) -> slots.add(new Slot(secret, System.nanoTime())));
		}
		return slots;
	}

	/** A permit of a key that is free from an instant on. */
	record Slot(String secret, long freeAt) implements Delayed {

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.freeAt - System.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}

	}

}
