package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.PoolClosedException;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When an attempt starts, and attempts that never do.
 */
class AttemptStartTests {

	private final PoolFixture fixture = new PoolFixture();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private void runAll() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	@Test
	void aCallOnABusyExecutorCountsFromWhenItStarts() {
		this.fixture.open(PoolFixture.keys(1, "1/10s"));
		CompletableFuture<String> call = this.fixture.pool()
			.callAsync(PoolFixture.REQUEST, this.tasks::add, (key) -> "done");
		this.fixture.pass(Duration.ofSeconds(5));
		runAll();
		assertThat(call).isCompletedWithValue("done");
		this.fixture.pass(Duration.ofSeconds(8));
		assertThat(this.fixture.isServed()).isFalse();
		this.fixture.pass(Duration.ofSeconds(3));
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void aCallThatGoesOnLateAfterWaitingCountsFromThen() {
		this.fixture.executor = this.tasks::add;
		this.fixture.open(PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent", "2/10s"), Duration.ofMinutes(1)));
		KeyLease first = this.fixture.lease();
		CompletableFuture<String> call = this.fixture.pool()
			.callAsync("op", (key) -> CompletableFuture.completedFuture("done"));
		first.succeeded();
		this.fixture.pass(Duration.ofSeconds(5));
		runAll();
		assertThat(call).isCompletedWithValue("done");
		this.fixture.pass(Duration.ofSeconds(8));
		assertThat(this.fixture.used("a", "2/10s")).isEqualTo(1);
	}

	@Test
	void aCallThatItsExecutorRejectsCostsNothing() {
		this.fixture.open(PoolFixture.keys(1, "1/m"));
		assertThat(this.fixture.pool().callAsync(PoolFixture.REQUEST, (task) -> {
			throw new RejectedExecutionException("full");
		}, (key) -> "done")).isCompletedExceptionally();
		assertThat(this.fixture.used("a", "1/m")).isZero();
		assertThat(this.fixture.inFlight()).isZero();
		assertThat(this.fixture.isServed()).isTrue();
	}

	@Test
	void noAttemptFollowsAfterThePoolWasClosed() {
		this.fixture.open(PoolFixture.keys(2));
		assertThatExceptionOfType(StatusException.class).isThrownBy(() -> this.fixture.pool().run("op", (key) -> {
			this.fixture.pools().close();
			throw new StatusException(429);
		}));
		assertThat(this.fixture.pool().snapshot().inFlight()).isZero();
		assertThat(this.fixture.key("b").usage().values()).allMatch((count) -> count == 0);
		assertThatExceptionOfType(PoolClosedException.class)
			.isThrownBy(() -> this.fixture.pool().acquire(PoolFixture.REQUEST));
	}

	@Test
	void whoWaitsIsToldHowTheStrategyFailed() {
		boolean[] fails = new boolean[1];
		this.fixture.selectors = Map.of("own", (candidates, request) -> {
			if (fails[0]) {
				throw new IllegalStateException("strategy");
			}
			return candidates.from(0);
		});
		PoolDefinition pool = PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent").withStrategy("own"),
				Duration.ofMinutes(1));
		this.fixture.open(pool);
		KeyLease lease = this.fixture.lease();
		CompletableFuture<KeyLease> waiting = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		fails[0] = true;
		lease.close();
		assertThat(waiting).isCompletedExceptionally();
		assertThat(waiting.handle((served, thrown) -> thrown).join()).hasMessage("strategy");
	}

	@Test
	void aKeyIsNotPunishedForTheExceptionOfAnotherPool() {
		this.fixture.open(PoolFixture.keys(1), other());
		assertThatExceptionOfType(StatusException.class).isThrownBy(
				() -> this.fixture.pool().run("op", (key) -> this.fixture.pools().get("other").run("op", (inner) -> {
					throw new StatusException(401);
				})));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.USABLE);
		assertThat(this.fixture.key("a").usage()).containsEntry("request-error", 1L);
		assertThat(this.fixture.pools().get("other").keys().get(0).state()).isEqualTo(KeyState.INVALID);
	}

	@Test
	void theApplicationMaySayOtherwise() {
		this.fixture.classifiers = List.of((thrown) -> new CallOutcome.KeyRejected("mine"));
		this.fixture.open(PoolFixture.keys(1), other());
		assertThatExceptionOfType(StatusException.class).isThrownBy(
				() -> this.fixture.pool().run("op", (key) -> this.fixture.pools().get("other").run("op", (inner) -> {
					throw new StatusException(500);
				})));
		assertThat(this.fixture.state("a")).isEqualTo(KeyState.INVALID);
	}

	private static PoolDefinition other() {
		return PoolDefinition.of("other").withKeys(PoolFixture.keys(1).keys());
	}

}
