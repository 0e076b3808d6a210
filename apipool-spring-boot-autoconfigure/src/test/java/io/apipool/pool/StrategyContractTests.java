package io.apipool.pool;

import java.util.List;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.selection.Strategies;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The strategies whose definition is shown with that of a pool's keys, and the names of
 * all.
 */
class StrategyContractTests {

	@Test
	void everyNameIsAStrategyOfItsOwn() {
		List<Object> classes = PoolDefinition.STRATEGIES.stream()
			.<Object>map((name) -> Strategies.create(name).getClass())
			.toList();
		assertThat(classes).hasSize(8).doesNotHaveDuplicates();
		assertThatIllegalArgumentException().isThrownBy(() -> Strategies.create("fastest"))
			.withMessageContaining("most-remaining");
	}

	@Nested
	class RoundRobin extends StrategyContract {

		RoundRobin() {
			super("round-robin");
		}

		@Test
		void givesEachKeyAsManyTurnsOnEightThreads() throws InterruptedException {
			PoolFixture fixture = open(PoolFixture.keys(10));
			call(fixture, 10_000);
			assertThat(calls(fixture)).containsOnly(1000L);
		}

	}

	@Nested
	class Random extends StrategyContract {

		Random() {
			super("random");
		}

		@Test
		void isUniformOnEightThreads() throws InterruptedException {
			PoolFixture fixture = open(PoolFixture.keys(10));
			call(fixture, 10_000);
			assertThat(calls(fixture)).allMatch((calls) -> calls > 800 && calls < 1200);
		}

	}

	@Nested
	class Tiered extends StrategyContract {

		Tiered() {
			super("tiered");
		}

		@Test
		void drainsTheLowestTierFirstOnEightThreads() throws InterruptedException {
			PoolFixture fixture = open(PoolFixture.keys(0, "4000/h")
				.withKeys(List.of(KeyDefinition.of("paid", "1").withTier(1), KeyDefinition.of("a", "2"),
						KeyDefinition.of("b", "3"), KeyDefinition.of("last", "4").withTier(2))));
			call(fixture, 10_000);
			assertThat(calls(fixture, "a")).isEqualTo(4000);
			assertThat(calls(fixture, "b")).isEqualTo(4000);
			assertThat(calls(fixture, "paid")).isEqualTo(2000);
			assertThat(calls(fixture, "last")).isZero();
		}

	}

}
