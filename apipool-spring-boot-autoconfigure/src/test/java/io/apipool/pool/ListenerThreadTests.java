package io.apipool.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners are told with no lock held, so they may use the pool, and let another thread
 * use it, as they like.
 */
@Timeout(60)
class ListenerThreadTests {

	private final PoolFixture fixture = new PoolFixture();

	private final List<String> told = new ArrayList<>();

	private void open(String... limits) {
		this.fixture.listeners.add(new ApiKeyPoolListener() {

			@Override
			public void stateChanged(String pool, String key, KeyState from, KeyState to, String reason) {
				useThePoolElsewhere();
				ListenerThreadTests.this.told.add(key + " " + from.word() + " -> " + to.word());
			}

		});
		this.fixture.open(PoolFixture.waiting(PoolFixture.keys(1, limits), Duration.ofMinutes(1)));
	}

	private void useThePoolElsewhere() {
		CompletableFuture.runAsync(() -> {
			this.fixture.pool().tryAcquire(PoolFixture.REQUEST).ifPresent(KeyLease::close);
			this.fixture.pool().enable("a");
		}).orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	void aChangeThatAWaitingCallBringsAbout() {
		open("1 concurrent");
		this.fixture.attempt(new CallOutcome.Throttled(this.fixture.in(Duration.ofSeconds(10)), true));
		CompletableFuture<KeyLease> waiting = this.fixture.pool().acquireAsync(PoolFixture.REQUEST);
		this.told.clear();
		this.fixture.pass(Duration.ofSeconds(11));
		assertThat(waiting).isCompleted();
		assertThat(this.told).contains("a cooling -> usable");
	}

	@Test
	void aChangeThatASearchUnderThePoolsLimitBringsAbout() {
		open();
		this.fixture.attempt(new CallOutcome.KeyRejected(null));
		this.told.clear();
		this.fixture.pass(Duration.ofMinutes(16));
		this.fixture.lease().succeeded();
		assertThat(this.told).isNotEmpty();
	}

	@Test
	void aChangeThatAnOperatorBringsAbout() {
		open();
		this.fixture.pool().disable("a", null);
		assertThat(this.told).contains("a usable -> disabled");
	}

}
