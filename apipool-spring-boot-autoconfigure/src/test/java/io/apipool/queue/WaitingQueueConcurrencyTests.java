package io.apipool.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingQueueConcurrencyTests {

	private static final int THREADS = 6;

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-05-01T00:00:00Z"));

	private final WaitingQueue queue = new WaitingQueue(this.time, 200);

	private final Limit[] limits = { new Limit(0), new Limit(0), new Limit(0) };

	private final Queue<TestCall> calls = new ConcurrentLinkedQueue<>();

	private final AtomicInteger released = new AtomicInteger();

	@RepeatedTest(3)
	void everyCallEndsOnceWhateverHappensAtTheSameTime() throws Exception {
		inParallel((thread) -> {
			Random random = new Random(thread);
			for (int i = 0; i < 2000; i++) {
				act(random);
			}
		});
		this.time.advance(Duration.ofHours(1));
		assertThat(this.calls).allSatisfy((call) -> assertThat(call.ends).hasSize(1));
		assertThat(this.queue.size()).isZero();
		assertThat(this.time.pendingTimers()).isZero();
		assertThat(this.released.get() - free()).isEqualTo(taken());
	}

	@Test
	void noWakeIsLost() throws Exception {
		CyclicBarrier round = new CyclicBarrier(THREADS, this::assertAllServed);
		inParallel((thread) -> {
			for (int i = 0; i < 500; i++) {
				addSlow();
				await(round);
				this.limits[0].release(1);
				this.queue.wake();
				await(round);
			}
		});
	}

	private void addSlow() {
		TestCall call = new TestCall("slow", 0, Waiting.NEVER, this.limits[0]) {
			@Override
			public boolean tryNow(long now) {
				boolean taken = super.tryNow(now);
				Thread.yield();
				return taken;
			}
		};
		this.calls.add(call);
		this.queue.add(call);
	}

	private void assertAllServed() {
		boolean released = this.limits[0].permits() > 0 || this.calls.stream().anyMatch((call) -> !call.ends.isEmpty());
		if (released) {
			assertThat(this.calls).allSatisfy((call) -> assertThat(call.ends).containsExactly("served"));
			this.calls.clear();
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@RepeatedTest(3)
	void noCallIsLeftBehindWhenTheQueueIsClosed() throws Exception {
		inParallel((thread) -> {
			for (int i = 0; i < 500; i++) {
				add(i % 7, Waiting.NEVER, this.limits[0]);
				if (thread == 0 && i == 250) {
					this.queue.close();
				}
			}
		});
		assertThat(this.calls).allSatisfy((call) -> assertThat(call.ends).hasSize(1));
	}

	private void act(Random random) {
		Limit limit = this.limits[random.nextInt(3)];
		switch (random.nextInt(8)) {
			case 0, 1, 2 -> {
				this.released.incrementAndGet();
				limit.release(1);
				this.queue.wake();
			}
			case 3 -> this.time.advance(Duration.ofMillis(random.nextInt(50)));
			case 4 -> {
				TestCall call = add(random.nextInt(5), deadline(random), limit);
				if (this.queue.remove(call)) {
					call.end("removed");
				}
			}
			case 5 -> add(random.nextInt(5), deadline(random), limit, this.limits[0]);
			default -> add(random.nextInt(5), deadline(random), limit);
		}
	}

	private TestCall add(int priority, long deadline, Limit... limits) {
		List<Limit> distinct = List.of(limits).stream().distinct().toList();
		TestCall call = new TestCall("call", priority, deadline, distinct.toArray(new Limit[0]));
		this.calls.add(call);
		this.queue.add(call);
		return call;
	}

	private long deadline(Random random) {
		return this.time.nanoTime() + Duration.ofMillis(random.nextInt(2000)).toNanos();
	}

	private int free() {
		return IntStream.range(0, 3).map((i) -> this.limits[i].permits()).sum();
	}

	private int taken() {
		return this.calls.stream()
			.filter((call) -> call.ends.contains("served"))
			.mapToInt((call) -> call.limits.size())
			.sum();
	}

	private static void inParallel(Body body) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Void>> bodies = IntStream.range(0, THREADS).<Callable<Void>>mapToObj((thread) -> () -> {
				body.run(thread);
				return null;
			}).toList();
			for (Future<Void> future : threads.invokeAll(bodies)) {
				future.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private interface Body {

		void run(int thread);

	}

}
