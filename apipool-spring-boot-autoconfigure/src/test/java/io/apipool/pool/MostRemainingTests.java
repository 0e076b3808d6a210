package io.apipool.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.apipool.CallRequest;
import io.apipool.KeyLease;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.provider.AnnouncedLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The largest share of its tightest limit left.
 */
class MostRemainingTests extends StrategyContract {

	MostRemainingTests() {
		super("most-remaining");
	}

	private static List<String> order(PoolFixture fixture, CallRequest request, int calls) {
		return IntStream.range(0, calls).mapToObj((i) -> fixture.attempt(request, SUCCEEDED)).toList();
	}

	private static PoolDefinition groups(Map<String, String> limits) {
		LimitsDefinition own = new LimitsDefinition(List.of(), List.of(),
				Map.of("small", List.of(LimitDefinition.parse(limits.get("small"))), "large",
						List.of(LimitDefinition.parse(limits.get("large")))),
				List.of(), 1);
		return PoolFixture.keys(0)
			.withLimits(own)
			.withKeys(List.of(KeyDefinition.of("a", "1").withQuotaGroup("small"),
					KeyDefinition.of("b", "2").withQuotaGroup("large")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/h", "/day@UTC" })
	void aLargerAllowanceIsUsedMoreOnEightThreads(String window) throws InterruptedException {
		PoolFixture fixture = open(groups(Map.of("small", "10k" + window, "large", "30k" + window)));
		call(fixture, 10_000);
		assertThat(calls(fixture, "a")).isBetween(2490L, 2510L);
		assertThat(calls(fixture, "b")).isBetween(7490L, 7510L);
	}

	@Test
	void whatComesBackCounts() {
		PoolFixture fixture = open(PoolFixture.keys(2, "10/m"));
		fixture.pool().disable("b", null);
		order(fixture, PoolFixture.REQUEST, 5);
		fixture.pool().enable("b");
		assertThat(order(fixture, PoolFixture.REQUEST, 3)).containsOnly("b");
		fixture.pass(Duration.ofMinutes(2));
		assertThat(order(fixture, PoolFixture.REQUEST, 4)).filteredOn("a"::equals).hasSize(2);
	}

	@Test
	void theTightestOfAllLimitsCounts() {
		PoolFixture fixture = open(PoolFixture.keys(2, "1000/h", "100 tokens/h"));
		fixture.attempt(PoolFixture.REQUEST.tokens(50), SUCCEEDED);
		assertThat(order(fixture, PoolFixture.REQUEST.tokens(0), 10)).containsOnly("b");
	}

	@Test
	void slotsInFlightAreALimitToo() {
		PoolFixture fixture = open(PoolFixture.keys(3, "4 concurrent"));
		KeyLease one = fixture.lease();
		KeyLease two = fixture.lease();
		KeyLease three = fixture.lease();
		two.close();
		assertThat(fixture.lease().key().id()).isEqualTo(two.key().id());
		assertThat(List.of(one, two, three)).extracting((lease) -> lease.key().id()).doesNotHaveDuplicates();
	}

	@Test
	void tokenBucketsFillUpAgain() {
		PoolFixture fixture = open(PoolFixture.keys(2, "60/m burst 50"));
		fixture.pool().disable("b", null);
		order(fixture, PoolFixture.REQUEST, 20);
		fixture.pool().enable("b");
		assertThat(order(fixture, PoolFixture.REQUEST, 10)).containsOnly("b");
		fixture.pass(Duration.ofMinutes(1));
		assertThat(order(fixture, PoolFixture.REQUEST, 10)).filteredOn("a"::equals).hasSize(5);
	}

	@Test
	void theLimitOfTheCallsModelCountsAndThatOfAnotherDoesNot() {
		LimitsDefinition limits = new LimitsDefinition(List.of(LimitDefinition.parse("1000/h")), List.of(), Map.of(),
				List.of(new ModelDefinition(List.of("pro"), List.of(LimitDefinition.parse("10/h")), null)), 1);
		PoolFixture fixture = open(PoolFixture.keys(2).withLimits(limits));
		CallRequest pro = PoolFixture.REQUEST.model("pro");
		String first = fixture.attempt(pro, SUCCEEDED);
		assertThat(order(fixture, PoolFixture.REQUEST, 9)).filteredOn(first::equals).hasSize(4);
		assertThat(fixture.attempt(pro, SUCCEEDED)).isNotEqualTo(first);
	}

	@Test
	void aLimitThatAnAnswerToldCountsToo() {
		PoolFixture fixture = open(PoolFixture.answered(PoolFixture.keys(2, "1000/h")));
		KeyLease first = fixture.lease();
		AnnouncedLimits.tell(first,
				List.of(new AnnouncedLimit("requests", "requests", null, 100.0, 50.0, fixture.in(Duration.ofMinutes(1)),
						AnnouncedLimit.Precision.INSTANT, null, AnnouncedLimit.Source.HEADER)));
		first.succeeded();
		assertThat(order(fixture, PoolFixture.REQUEST, 400)).doesNotContain(first.key().id());
		fixture.pass(Duration.ofMinutes(2));
		assertThat(fixture.attempt(SUCCEEDED)).isEqualTo(first.key().id());
	}

	@Test
	void ofKeysThatHaveUsedTooMuchAnyIsNamed() {
		PoolFixture fixture = open(PoolFixture.keys(2, "10 tokens/h"));
		for (int i = 0; i < 2; i++) {
			KeyLease lease = fixture.lease(PoolFixture.REQUEST.tokens(5));
			lease.succeeded(50);
		}
		assertThat(fixture.attempt(PoolFixture.REQUEST.tokens(0), SUCCEEDED)).isIn("a", "b");
	}

	@Test
	void callsOfAThousandKeysAreNearlyEvenOnEightThreads() throws InterruptedException {
		PoolFixture fixture = open(PoolFixture.keys(1000, "100/h"));
		call(fixture, 10_000);
		assertThat(calls(fixture)).allMatch((calls) -> calls <= 16);
	}

	@Test
	void keysWithoutLimitsTakeTurns() {
		assertThat(order(open(PoolFixture.keys(3)), PoolFixture.REQUEST, 6)).containsExactly("a", "b", "c", "a", "b",
				"c");
	}

}
