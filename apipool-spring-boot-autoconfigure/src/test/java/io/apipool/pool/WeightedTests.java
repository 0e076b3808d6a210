package io.apipool.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As often as the weights say, evenly spread.
 */
class WeightedTests extends StrategyContract {

	WeightedTests() {
		super("weighted");
	}

	private static PoolDefinition weights(int... weights) {
		List<KeyDefinition> keys = new ArrayList<>();
		for (int i = 0; i < weights.length; i++) {
			keys.add(KeyDefinition.of("k" + i, "secret " + i).withWeight(weights[i]));
		}
		return PoolFixture.keys(0).withKeys(keys);
	}

	private static List<String> order(PoolFixture fixture, int calls) {
		return IntStream.range(0, calls).mapToObj((i) -> fixture.attempt(SUCCEEDED)).toList();
	}

	@Test
	void givesEachKeyExactlyItsShareOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(weights(5, 3, 2));
		assertThat(call(fixture, 10_000)).isEqualTo(10_000);
		assertThat(calls(fixture)).containsExactly(5000L, 3000L, 2000L);
	}

	@Test
	void givesAThousandKeysTheirSharesOnEightThreads() throws InterruptedException {
		int[] weights = IntStream.range(0, 1000).map((i) -> 1 + i % 9).toArray();
		PoolFixture fixture = open(weights(weights));
		int total = Arrays.stream(weights).sum();
		call(fixture, 2 * total);
		List<Long> calls = calls(fixture);
		assertThat(IntStream.range(0, 1000)).allMatch((i) -> Math.abs(calls.get(i) - 2L * weights[i]) <= 1);
	}

	@Test
	void theTurnsOfAHeavyKeyLieBetweenThoseOfTheOthers() {
		PoolFixture fixture = open(weights(5, 1, 1));
		String round = String.join(" ", order(fixture, 7));
		assertThat(round).isEqualTo("k0 k1 k0 k0 k0 k2 k0");
		assertThat(String.join(" ", order(fixture, 7))).isEqualTo(round);
	}

	@Test
	void aHeavyKeyAmongAThousandComesEvenly() {
		int[] weights = new int[1000];
		Arrays.fill(weights, 1);
		weights[500] = 111;
		List<String> order = order(open(weights(weights)), 3 * 1110);
		int before = -1;
		for (int i = 0; i < order.size(); i++) {
			if (order.get(i).equals("k500")) {
				assertThat(i - before).isBetween(before < 0 ? 1 : 9, 11);
				before = i;
			}
		}
		assertThat(order).filteredOn("k500"::equals).hasSize(333);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void inEveryRoundEachUsableKeyGetsItsWeightWhicheverAreOut(long seed) {
		Random random = new Random(seed);
		int[] weights = random.ints(1 + random.nextInt(40), 1, 1 + random.nextInt(30) + 1).toArray();
		PoolFixture fixture = open(weights(weights));
		boolean[] out = new boolean[weights.length];
		for (int i = 1; i < weights.length; i++) {
			out[i] = random.nextInt(3) == 0;
			if (out[i]) {
				fixture.pool().disable("k" + i, null);
			}
		}
		order(fixture, 200);
		int total = IntStream.range(0, weights.length).filter((i) -> !out[i]).map((i) -> weights[i]).sum();
		int[] calls = new int[weights.length];
		for (int n = 1; n <= 4 * total; n++) {
			calls[Integer.parseInt(fixture.attempt(SUCCEEDED).substring(1))]++;
			for (int i = 0; i < weights.length; i++) {
				double share = out[i] ? 0 : (double) n * weights[i] / total;
				assertThat(Math.abs(calls[i] - share)).as("k%d after %d calls", i, n).isLessThan(3);
			}
		}
		int rounds = 4;
		assertThat(IntStream.range(0, weights.length).filter((i) -> !out[i]))
			.allMatch((i) -> Math.abs(calls[i] - rounds * weights[i]) <= 1);
	}

	@Test
	void aKeyThatComesBackDoesNotCatchUp() {
		PoolFixture fixture = open(weights(4, 1, 1));
		fixture.pool().disable("k0", null);
		assertThat(Set.copyOf(order(fixture, 1000))).containsOnly("k1", "k2");
		fixture.pool().enable("k0");
		assertThat(order(fixture, 12)).filteredOn("k0"::equals).hasSizeBetween(7, 9);
	}

	@Test
	void aLightKeyIsServedWhereTheHeavyOnesAreOut() {
		PoolFixture fixture = open(weights(1_000_000, 3, 1));
		fixture.pool().disable("k0", null);
		order(fixture, 2);
		this.named.clear();
		assertThat(order(fixture, 400)).filteredOn("k1"::equals).hasSizeBetween(299, 301);
		assertThat(this.named).hasSize(400);
	}

	@Test
	void weightsOfAnySizeAreKept() {
		PoolFixture fixture = open(weights(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE / 2, 1));
		List<String> order = order(fixture, 500);
		assertThat(order).filteredOn("k0"::equals).hasSizeBetween(199, 201);
		assertThat(order).filteredOn("k2"::equals).hasSizeBetween(99, 101);
		assertThat(order).filteredOn("k3"::equals).hasSizeLessThanOrEqualTo(1);
	}

}
