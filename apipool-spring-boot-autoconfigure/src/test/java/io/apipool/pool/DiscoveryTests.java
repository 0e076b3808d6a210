package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.apipool.LearntLimit;
import io.apipool.definition.KeyDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits that the provider is asked for.
 */
class DiscoveryTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final PoolFixture fixture = new PoolFixture();

	private final List<String> asked = new ArrayList<>();

	private void answer(List<LearntLimit> limits) {
		this.fixture.discoveries.add((pool, key) -> {
			this.asked.add(key.id());
			return CompletableFuture.completedFuture(limits);
		});
	}

	private LearntLimit limit(double limit, double left) {
		Instant now = this.fixture.time.instant();
		return new LearntLimit("requests", limit, left, now.plus(HOUR), "discovery", now);
	}

	@Test
	void whatIsFoundAtTheStartIsHeldLikeAnyLimit() {
		answer(List.of(limit(10, 2)));
		this.fixture.open(PoolFixture.answered(PoolFixture.keys(1)));
		this.fixture.pools().resume();
		this.fixture.pass(Duration.ofMillis(1));
		assertThat(this.fixture.isServed()).isTrue();
		this.fixture.lease().succeeded();
		this.fixture.lease().succeeded();
		assertThat(this.fixture.isServed()).isFalse();
		assertThat(this.fixture.pool().snapshot().groups().get(0).learnt().get(0).source()).isEqualTo("discovery");
	}

	@Test
	void nobodyIsAskedWhileTheApplicationEnds() {
		answer(List.of(limit(10, 2)));
		this.fixture.executor = (task) -> {
			this.fixture.pools().close();
			task.run();
		};
		this.fixture.open(PoolFixture.answered(PoolFixture.keys(1)));
		this.fixture.pools().resume();
		this.fixture.pass(Duration.ofMillis(1));
		assertThat(this.asked).isEmpty();
	}

	@Test
	void itIsAskedForEveryHourWithOneKeyOfAGroup() {
		answer(List.of(limit(10, 2)));
		List<KeyDefinition> keys = PoolFixture.keys(3)
			.keys()
			.stream()
			.map((key) -> key.withQuotaGroup(key.id().equals("c") ? "other" : "one"))
			.toList();
		this.fixture.open(PoolFixture.answered(PoolFixture.keys(3).withKeys(keys)));
		this.fixture.pools().resume();
		this.fixture.pass(Duration.ofMillis(1));
		assertThat(this.asked).containsExactlyInAnyOrder("a", "c");
		this.fixture.pass(HOUR);
		assertThat(this.asked).hasSize(4);
		this.fixture.pools().pause();
		this.fixture.pass(HOUR);
		assertThat(this.asked).hasSize(4);
	}

	@Test
	void aProviderWithNothingToSayIsNotAskedAgain() {
		answer(List.of());
		this.fixture.open(PoolFixture.answered(PoolFixture.keys(1)));
		this.fixture.pools().resume();
		this.fixture.pass(HOUR.multipliedBy(3));
		assertThat(this.asked).hasSize(1);
		assertThat(this.fixture.time.pendingTimers()).isZero();
	}

	@Test
	void aFailureIsTriedAgainAnHourLater() {
		this.fixture.discoveries.add((pool, key) -> {
			this.asked.add(key.id());
			throw new IllegalStateException("no network");
		});
		this.fixture.open(PoolFixture.answered(PoolFixture.keys(1)));
		this.fixture.pools().resume();
		this.fixture.pass(Duration.ofMillis(1));
		this.fixture.pass(HOUR);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void aDiscoveryThatTellsNothingIsAskedAgain() {
		PoolFixture fixture = new PoolFixture();
		List<String> asked = new ArrayList<>();
		fixture.discoveries.add((pool, key) -> {
			asked.add(key.id());
			return CompletableFuture.completedFuture(null);
		});
		fixture.open(PoolFixture.answered(PoolFixture.keys(1)));
		fixture.pools().resume();
		fixture.pass(Duration.ofMillis(1));
		fixture.pass(Duration.ofHours(1));
		assertThat(asked).hasSize(2);
	}

}
