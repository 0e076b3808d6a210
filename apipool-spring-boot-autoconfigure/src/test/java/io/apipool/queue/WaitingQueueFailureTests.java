package io.apipool.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.apipool.Timekeeper;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("any-jdk")
class WaitingQueueFailureTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-05-01T00:00:00Z"));

	private final WaitingQueue queue = new WaitingQueue(this.time, 2000);

	private final Limit limit = new Limit(0);

	@ParameterizedTest
	@ValueSource(strings = { "priority", "deadline", "tryNow", "earliest" })
	void aCallThatFailsOnArrivalIsRefusedAndTheOthersGoOn(String method) {
		TestCall broken = new BrokenCall(method);
		this.queue.add(broken);
		assertThat(broken.ends).containsExactly("refused never");
		assertOthersGoOn();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tryNow", "earliest", "mayPass" })
	void aCallThatFailsInAPassIsRefusedAndTheOthersGoOn(String method) {
		TestCall first = call();
		BrokenCall broken = new BrokenCall("nothing");
		TestCall last = call();
		this.queue.add(first);
		this.queue.add(broken);
		this.queue.add(last);
		broken.brokenMethod = method;
		boolean asksOnlyBehindABlocker = method.equals("mayPass");
		if (!asksOnlyBehindABlocker) {
			this.queue.remove(first);
		}
		this.queue.wake();
		assertThat(broken.ends).containsExactly("refused never");
		assertThat(last.ends).isEmpty();
		assertOthersGoOn();
	}

	@ParameterizedTest
	@ValueSource(strings = { "served", "refused", "closed" })
	void anEndThatFailsIsNotRepeatedAndTheOthersGoOn(String method) {
		BrokenCall broken = new BrokenCall(method);
		TestCall other = call();
		this.queue.add(broken);
		this.queue.add(other);
		switch (method) {
			case "served" -> release(2);
			case "refused" -> this.time.advance(Duration.ofSeconds(10));
			default -> this.queue.close();
		}
		assertThat(broken.ends).hasSize(1);
		assertThat(other.ends).hasSize(1);
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void allAreRefusedWhereNoTimerCanBeSet() {
		Timekeeper closed = new ClosedTimekeeper();
		WaitingQueue queue = new WaitingQueue(closed, 10);
		TestCall call = call();
		queue.add(call);
		assertThat(call.ends).containsExactly("refused never");
		assertThat(queue.isEmpty()).isTrue();
	}

	@Test
	void aTryThatWakesTheQueueNeitherRecursesNorRunsForEver() {
		List<Integer> depths = new ArrayList<>();
		TestCall waker = new TestCall("waker", 0, deadline(), this.limit) {
			private int depth;

			@Override
			public boolean tryNow(long now) {
				depths.add(++this.depth);
				WaitingQueueFailureTests.this.queue.wake();
				this.depth--;
				return super.tryNow(now);
			}
		};
		this.queue.add(waker);
		this.queue.wake();
		assertThat(depths).containsOnly(1).hasSizeLessThan(10);
		release(1);
		assertThat(waker.ends).containsExactly("served");
	}

	@Test
	void aTryThatFreesAPermitForOneBeforeItIsHeeded() {
		TestCall first = call();
		this.queue.add(first);
		TestCall second = new TestCall("second", 0, deadline(), new Limit(1)) {
			@Override
			public boolean tryNow(long now) {
				release(1);
				return super.tryNow(now);
			}
		};
		this.queue.add(second);
		assertThat(first.ends).containsExactly("served");
		assertThat(second.ends).containsExactly("served");
	}

	@Test
	void aTryMayTakeAnotherCallOutAndAddOne() {
		TestCall victim = call();
		TestCall added = call();
		this.queue.add(victim);
		TestCall acting = new TestCall("acting", 1, deadline(), this.limit) {
			@Override
			public boolean tryNow(long now) {
				if (WaitingQueueFailureTests.this.queue.remove(victim)) {
					WaitingQueueFailureTests.this.queue.add(added);
				}
				return super.tryNow(now);
			}
		};
		this.queue.add(acting);
		release(2);
		assertThat(acting.ends).containsExactly("served");
		assertThat(added.ends).containsExactly("served");
		assertThat(victim.ends).isEmpty();
	}

	@Test
	void callsThatAreOverAtOnceServeOneAnotherOnAFlatStack() {
		List<Integer> depths = new ArrayList<>();
		List<TestCall> calls = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			calls.add(new TestCall("c" + i, 0, Long.MAX_VALUE, this.limit) {
				@Override
				public void served() {
					super.served();
					depths.add(Thread.currentThread().getStackTrace().length);
					release(1);
				}
			});
		}
		this.queue.maxWaiting(5000);
		calls.forEach(this.queue::add);
		release(1);
		assertThat(calls).allSatisfy((call) -> assertThat(call.ends).containsExactly("served"));
		assertThat(depths.get(4999)).isLessThan(depths.get(0) + 500);
		assertThat(this.limit.permits()).isEqualTo(1);
	}

	@Test
	void aBlockingCallWithinAnEndIsServedBeforeItReturns() {
		TestCall inner = call();
		TestCall outer = new TestCall("outer", 0, deadline(), this.limit) {
			@Override
			public void served() {
				super.served();
				WaitingQueueFailureTests.this.queue.add(inner);
				release(1);
				assertThat(inner.ends).containsExactly("served");
				super.end("checked");
			}
		};
		this.queue.add(outer);
		release(1);
		assertThat(outer.ends).containsExactly("served", "checked");
	}

	private void assertOthersGoOn() {
		TestCall other = call();
		this.queue.add(other);
		release(10);
		assertThat(other.ends).containsExactly("served");
		assertThat(this.queue.isEmpty()).isTrue();
	}

	private TestCall call() {
		return new TestCall("call", 0, deadline(), this.limit);
	}

	private void release(int permits) {
		this.limit.release(permits);
		this.queue.wake();
	}

	private long deadline() {
		return this.time.nanoTime() + Duration.ofSeconds(10).toNanos();
	}

	private final class BrokenCall extends TestCall {

		private String brokenMethod;

		BrokenCall(String brokenMethod) {
			super("broken", 0, WaitingQueueFailureTests.this.deadline(), WaitingQueueFailureTests.this.limit);
			this.brokenMethod = brokenMethod;
		}

		@Override
		public int priority() {
			failIn("priority");
			return super.priority();
		}

		@Override
		public long deadline() {
			failIn("deadline");
			return super.deadline();
		}

		@Override
		public boolean tryNow(long now) {
			failIn("tryNow");
			return super.tryNow(now);
		}

		@Override
		public long earliest(long now) {
			failIn("earliest");
			return super.earliest(now);
		}

		@Override
		public boolean mayPass(Waiting before) {
			failIn("mayPass");
			return super.mayPass(before);
		}

		@Override
		void end(String end) {
			super.end(end);
			failIn(end.split(" ")[0]);
		}

		private void failIn(String method) {
			if (method.equals(this.brokenMethod)) {
				throw new Error("planned", null, false, false) {
				};
			}
		}

	}

	private static final class ClosedTimekeeper implements Timekeeper {

		@Override
		public long nanoTime() {
			return 0;
		}

		@Override
		public Instant instant() {
			return Instant.EPOCH;
		}

		@Override
		public AutoCloseable schedule(Instant at, Runnable task) {
			throw new RejectedExecutionException("planned");
		}

	}

}
