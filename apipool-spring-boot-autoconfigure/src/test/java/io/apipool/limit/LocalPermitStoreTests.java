package io.apipool.limit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.apipool.Timekeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class LocalPermitStoreTests extends PermitStoreContractTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final LocalPermitStore store = new LocalPermitStore(new StillTime());

	@Override
	PermitStore createStore(Timekeeper timekeeper) {
		return new LocalPermitStore(timekeeper);
	}

	@Test
	@Timeout(60)
	void whoIsRefusedByAGroupNeverTakesThePoolsLastPermitFromAnother() throws InterruptedException {
		PermitScope pool = open("pool", 2);
		PermitScope full = open("full", 1);
		PermitScope free = open("free", 1);
		assertThat(this.store.admit(claim(pool, full), 1)).isTrue();
		AtomicBoolean served = new AtomicBoolean();
		Thread other = new Thread(() -> served.set(this.store.admit(claim(pool, free), 1)));
		TestClaim refused = new TestClaim(path(pool), Need.REQUEST, List.of(full)) {

			@Override
			protected boolean passes(Refusal refusal) {
				assertThat(refusal.scope()).isSameAs(full);
				other.start();
				awaitWaitingOrEnd(other);
				return false;
			}

		};
		assertThat(this.store.admit(refused, 1)).isFalse();
		other.join();
		assertThat(served).isTrue();
	}

	private PermitScope open(String name, int requests) {
		return this.store.open(TestLimits.scope(name, TestLimits.requests(requests, HOUR)));
	}

	private static TestClaim claim(PermitScope pool, PermitScope group) {
		return new TestClaim(path(pool), Need.REQUEST, List.of(group));
	}

	private static PermitPath path(PermitScope pool) {
		return new PermitPath(List.of(new PermitPath.Shared(pool, null)), PermitScope.NO_MODEL);
	}

	/** Waits until a thread has met the lock, or did not need it. */
	private static void awaitWaitingOrEnd(Thread thread) {
		while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.TERMINATED) {
			Thread.onSpinWait();
		}
	}

}
