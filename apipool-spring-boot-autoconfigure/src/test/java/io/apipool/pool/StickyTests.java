package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.definition.KeyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same affinity, the same key.
 */
class StickyTests extends StrategyContract {

	StickyTests() {
		super("sticky");
	}

	@Override
	CallRequest request(int number) {
		return PoolFixture.REQUEST.affinity("conversation " + number);
	}

	/**
	 * Returns the key of each affinity.
	 */
	private Map<Integer, String> homes(PoolFixture fixture, int affinities) {
		Map<Integer, String> homes = new TreeMap<>();
		IntStream.range(0, affinities).forEach((i) -> homes.put(i, fixture.attempt(request(i), SUCCEEDED)));
		return homes;
	}

	private static void assertThatOnlyThoseOfOneMoved(Map<Integer, String> before, Map<Integer, String> after,
			String key) {
		assertThat(after).doesNotContainValue(key).allSatisfy((affinity, home) -> {
			if (!before.get(affinity).equals(key)) {
				assertThat(home).isEqualTo(before.get(affinity));
			}
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 10, 64, 65, 1000 })
	void anAffinityKeepsItsKeyOnEightThreads(int keys) throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(keys));
		Map<Integer, String> homes = homes(fixture, 500);
		assertThat(homes(fixture, 500)).isEqualTo(homes);
		onThreads(10_000,
				(i) -> assertThat(fixture.pool().<String, RuntimeException>call(request(i % 500), (key) -> key.id()))
					.isEqualTo(homes.get(i % 500)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 10, 100, 1000 })
	void aKeyThatRestsMovesItsOwnAffinitiesAloneAndGetsThemBack(int keys) {
		PoolFixture fixture = open(PoolFixture.keys(keys));
		Map<Integer, String> before = homes(fixture, 2000);
		String left = before.get(7);
		fixture.pool().disable(left, Duration.ofMinutes(1));
		Map<Integer, String> without = homes(fixture, 2000);
		assertThatOnlyThoseOfOneMoved(before, without, left);
		fixture.pass(Duration.ofMinutes(1));
		assertThat(homes(fixture, 2000)).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 10, 100, 1000 })
	void aKeyThatIsTakenOutMovesItsOwnAffinitiesAloneAndGetsThemBack(int keys) {
		PoolFixture fixture = open(PoolFixture.keys(keys));
		Map<Integer, String> before = homes(fixture, 2000);
		String left = before.get(7);
		fixture.pool().remove(left);
		assertThatOnlyThoseOfOneMoved(before, homes(fixture, 2000), left);
		fixture.pool().add(KeyDefinition.of(left, "again"));
		assertThat(homes(fixture, 2000)).isEqualTo(before);
	}

	@Test
	void affinitiesMoveWhenTheirKeyIsThrottledAndComeBack() {
		PoolFixture fixture = open(PoolFixture.keys(5));
		Map<Integer, String> before = homes(fixture, 100);
		String left = fixture.attempt(request(7), new CallOutcome.Throttled(fixture.in(Duration.ofMinutes(1)), true));
		assertThatOnlyThoseOfOneMoved(before, homes(fixture, 100), left);
		fixture.pass(Duration.ofMinutes(2));
		assertThat(homes(fixture, 100)).isEqualTo(before);
	}

	@Test
	void anAffinityStaysWhereItWentWhileOthersLeaveAndComeBack() {
		PoolFixture fixture = open(PoolFixture.keys(200));
		Map<Integer, String> before = homes(fixture, 2000);
		fixture.pool().disable(before.get(7), null);
		Map<Integer, String> moved = homes(fixture, 2000);
		List<String> others = fixture.pool()
			.keys()
			.stream()
			.map((key) -> key.id())
			.filter((id) -> !id.equals(moved.get(7)))
			.toList();
		others.forEach((id) -> {
			fixture.pool().disable(id, null);
			assertThat(fixture.attempt(request(7), SUCCEEDED)).isEqualTo(moved.get(7));
		});
		others.stream().filter((id) -> !id.equals(before.get(7))).forEach(fixture.pool()::enable);
		assertThat(homes(fixture, 2000)).isEqualTo(moved);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 100, 1000 })
	void affinitiesAreSpreadOverTheKeys(int keys) {
		PoolFixture fixture = open(PoolFixture.keys(keys));
		Map<String, Long> load = new TreeMap<>();
		homes(fixture, 40 * keys).values().forEach((key) -> load.merge(key, 1L, Long::sum));
		assertThat(load).hasSize(keys).allSatisfy((key, count) -> assertThat(count).isBetween(10L, 90L));
	}

	@Test
	void callsWithoutAnAffinityTakeTurns() {
		PoolFixture fixture = open(PoolFixture.keys(3));
		assertThat(IntStream.range(0, 6).mapToObj((i) -> fixture.attempt(SUCCEEDED))).containsExactly("a", "b", "c",
				"a", "b", "c");
	}

	@Test
	void idsWithTheSameHashCodeAreKeysOfTheirOwn() {
		PoolFixture fixture = open(
				PoolFixture.keys(0).withKeys(List.of(KeyDefinition.of("Aa", "1"), KeyDefinition.of("BB", "2"))));
		assertThat(homes(fixture, 100)).containsValues("Aa", "BB");
	}

}
