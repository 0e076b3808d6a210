package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.apipool.selection.Strategies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fewest calls today.
 */
class LeastUsedTests extends StrategyContract {

	LeastUsedTests() {
		super("least-used");
	}

	private static List<String> order(PoolFixture fixture, int calls) {
		return IntStream.range(0, calls).mapToObj((i) -> fixture.attempt(SUCCEEDED)).toList();
	}

	private static void useAlone(PoolFixture fixture, String key, int calls) {
		List<String> others = fixture.pool()
			.keys()
			.stream()
			.map((each) -> each.id())
			.filter((id) -> !id.equals(key))
			.toList();
		others.forEach((id) -> fixture.pool().disable(id, null));
		assertThat(order(fixture, calls)).containsOnly(key);
		others.forEach(fixture.pool()::enable);
	}

	@Test
	void keysThatWereUsedLessCatchUp() {
		PoolFixture fixture = open(PoolFixture.keys(4));
		useAlone(fixture, "b", 10);
		assertThat(order(fixture, 30)).doesNotContain("b");
		assertThat(calls(fixture)).containsOnly(10L);
	}

	@Test
	void keysThatAreEqualTakeTurns() {
		assertThat(order(open(PoolFixture.keys(3)), 6)).containsExactly("a", "b", "c", "a", "b", "c");
	}

	@Test
	void callsAreEvenOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(10));
		useAlone(fixture, "b", 500);
		call(fixture, 9500);
		assertThat(spread(calls(fixture))).isLessThanOrEqualTo(8);
	}

	@Test
	void callsOfAThousandKeysAreNearlyEvenOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(1000));
		call(fixture, 10_000);
		assertThat(calls(fixture)).allMatch((calls) -> calls <= 16);
	}

	@Test
	void theDayEndsAtMidnightUtc() {
		PoolFixture fixture = open(PoolFixture.keys(2));
		useAlone(fixture, "b", 100);
		fixture.pass(Duration.ofHours(12).minusSeconds(1));
		assertThat(order(fixture, 10)).containsOnly("a");
		fixture.pass(Duration.ofSeconds(2));
		assertThat(order(fixture, 10)).filteredOn("b"::equals).hasSize(5);
	}

	@Test
	void theDayEndsWhereTheLimitOfTheDayDoes() {
		PoolFixture fixture = new PoolFixture(Instant.parse("2026-11-22T23:00:00Z"));
		fixture.selectors = Map.of("mine", Strategies.create("least-used"));
		fixture.open(PoolFixture.keys(2, "1000/d", "500/day@America/Los_Angeles").withStrategy("mine"));
		useAlone(fixture, "b", 100);
		fixture.pass(Duration.ofHours(8));
		assertThat(order(fixture, 10)).containsOnly("a");
		fixture.pass(Duration.ofHours(1));
		assertThat(order(fixture, 10)).filteredOn("b"::equals).hasSize(5);
	}

	@Test
	void aKeyThatIsReadOnlyLaterHasNotForgottenTheDay() {
		PoolFixture fixture = open(PoolFixture.keys(40));
		useAlone(fixture, "b", 50);
		assertThat(order(fixture, 400)).filteredOn("b"::equals).isEmpty();
	}

}
