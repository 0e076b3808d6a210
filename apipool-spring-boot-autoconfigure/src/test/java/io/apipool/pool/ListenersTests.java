package io.apipool.pool;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is told, and what becomes of a listener that fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenersTests {

	private final PoolFixture fixture = new PoolFixture();

	private final List<String> told = new ArrayList<>();

	private void call() {
		this.fixture.lease().succeeded(Usage.total(3));
	}

	@Test
	void nobodyAsksWhatWasUsedWhereNobodyListens() {
		ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);
		assertThat(new Listeners(List.of(new ApiKeyPoolListener() {
		}), time).hearEnds()).isFalse();
		assertThat(new Listeners(List.of(new RecordingListener()), time).hearEnds()).isTrue();
	}

	@Test
	void theLongAndTheShortFormOfAnEndAreHeard() {
		this.fixture.listeners.add(new ApiKeyPoolListener() {

			@Override
			public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
				ListenersTests.this.told.add("long " + counted);
			}

		});
		this.fixture.open(PoolFixture.keys(1));
		call();
		assertThat(this.told).containsExactly("long {tokens=3.0}");
		assertThat(this.fixture.events.take("ended")).hasSize(1);
	}

	@Test
	void whatAListenerInheritsIsHeard() {
		this.fixture.listeners.add(new Quiet());
		this.fixture.open(PoolFixture.keys(1));
		call();
		assertThat(this.told).containsExactly("inherited");
	}

	@Test
	void aProxyIsTold() {
		this.fixture.listeners.add((ApiKeyPoolListener) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ApiKeyPoolListener.class }, (proxy, method, arguments) -> {
					this.told.add(method.getName());
					return null;
				}));
		this.fixture.open(PoolFixture.keys(1));
		call();
		assertThat(this.told).containsExactly("leased", "settled", "settled", "ended");
	}

	@Test
	void aFailureIsLoggedOnceAMinuteForEachListener(CapturedOutput output) {
		this.fixture.listeners.add(new Broken());
		this.fixture.listeners.add(new Broken());
		this.fixture.open(PoolFixture.keys(1));
		call();
		call();
		assertThat(output.getOut().split("Broken failed", -1)).hasSize(3);
		this.fixture.pass(Duration.ofMinutes(1));
		call();
		assertThat(output.getOut().split("Broken failed", -1)).hasSize(5);
	}

	/**
	 * Listens to begins.
	 */
	private class Loud implements ApiKeyPoolListener {

		@Override
		public void leased(KeyLease lease) {
			ListenersTests.this.told.add("inherited");
		}

	}

	/**
	 * Adds nothing.
	 */
	private final class Quiet extends Loud {

	}

	/**
	 * Fails in every way.
	 */
	private static final class Broken implements ApiKeyPoolListener {

		@Override
		public void leased(KeyLease lease) {
			throw new StackOverflowError();
		}

		@Override
		public void ended(KeyLease lease, CallOutcome outcome, Duration latency) {
			throw new IllegalStateException("broken");
		}

	}

}
