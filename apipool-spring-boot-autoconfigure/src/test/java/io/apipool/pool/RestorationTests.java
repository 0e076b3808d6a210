package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.CallRequest;
import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.KeyLease;
import io.apipool.KeyState;
import io.apipool.LimitHistory;
import io.apipool.RestSnapshot;
import io.apipool.definition.Definitions;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.OperationsDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.SettingsDefinition;
import io.apipool.definition.UsageDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What earlier runs have used counts when a process starts.
 */
class RestorationTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static CountedMinute used(String pool, String group, int minutesAgo, int requests) {
		return new CountedMinute(pool, group, "", NOON.minus(Duration.ofMinutes(minutesAgo)), requests, Map.of());
	}

	private static PoolFixture after(CountedMinute... past) {
		return new KeptUsage().with(past).run(NOON);
	}

	private static Definitions waitingFor(Duration timeout, PoolDefinition... pools) {
		UsageDefinition usage = UsageDefinition.DEFAULTS;
		OperationsDefinition operations = new OperationsDefinition(false, true, Duration.ofMinutes(1),
				new UsageDefinition(usage.flushInterval(), usage.events(), usage.retention(), timeout,
						usage.storage()));
		Definitions all = Definitions.of(pools);
		return new Definitions(all.pools(), all.sharedGroups(), all.rateLimits(), all.limitMargin(),
				new SettingsDefinition(null, false, false, operations), Map.of());
	}

	@Test
	void aDayGoesOnWhereItWas() {
		PoolFixture run = after(used("demo", "a", 60, 7), used("demo", "a", 11 * 60, 2), used("demo", "a", 13 * 60, 5))
			.open(PoolFixture.keys(1, "10/day@UTC"));
		assertThat(run.used("a", "10/day@UTC")).isEqualTo(9);
		assertThat(run.isServed()).isTrue();
	}

	@Test
	void anHourForgetsAMinuteWhenItsEndIsAnHourAgo() {
		PoolFixture run = after(used("demo", "a", 60, 1), used("demo", "a", 61, 2)).open(PoolFixture.keys(1, "10/h"));
		assertThat(run.used("a", "10/h")).isEqualTo(1);
		run.pass(Duration.ofSeconds(59));
		assertThat(run.used("a", "10/h")).isEqualTo(1);
		run.pass(Duration.ofSeconds(1));
		assertThat(run.used("a", "10/h")).isZero();
	}

	@Test
	void aMinuteThatGoesOnCountsFromNow() {
		KeptUsage kept = new KeptUsage().with(used("demo", "a", 0, 3));
		PoolFixture run = kept.run(NOON.plusSeconds(20)).open(PoolFixture.keys(1, "10/h"));
		run.pass(Duration.ofHours(1).minusNanos(1));
		assertThat(run.used("a", "10/h")).isEqualTo(3);
		run.pass(Duration.ofNanos(1));
		assertThat(run.used("a", "10/h")).isZero();
	}

	@Test
	void whatIsForgottenSoonIsNotRestored() {
		PoolFixture run = after(used("demo", "a", 0, 9)).open(PoolFixture.keys(1, "10/m", "100/h"));
		assertThat(run.used("a", "10/m")).isZero();
		assertThat(run.used("a", "100/h")).isEqualTo(9);
	}

	@Test
	void ofMinutesThatBeganAfterTheStartNothingIsEntered() {
		PoolFixture run = after(used("demo", "a", 0, 2), used("demo", "a", -1, 4)).open(PoolFixture.keys(1, "10/h"));
		assertThat(run.used("a", "10/h")).isEqualTo(2);
	}

	@Test
	void unitsAreCountedToo() {
		CountedMinute tokens = new CountedMinute("demo", "a", "", NOON.minusSeconds(600), 2, Map.of("tokens", 70.0));
		PoolFixture run = after(tokens).open(PoolFixture.keys(1, "100 tokens/h", "10/h"));
		assertThat(run.used("a", "100 tokens/h")).isEqualTo(70);
		assertThat(run.used("a", "10/h")).isEqualTo(2);
		assertThat(run.isServed(PoolFixture.REQUEST.tokens(31))).isFalse();
		assertThat(run.isServed(PoolFixture.REQUEST.tokens(30))).isTrue();
	}

	@Test
	void aModelsUseCountsForItsEntryAndForTheGroup() {
		PoolDefinition pool = PoolFixture.keys(1);
		LimitsDefinition limits = new LimitsDefinition(List.of(LimitDefinition.parse("10/h")),
				List.of(LimitDefinition.parse("50/h")), Map.of(),
				List.of(new ModelDefinition(List.of("pro*"), List.of(LimitDefinition.parse("5/h")), null)), 1);
		PoolFixture run = after(new CountedMinute("demo", "a", "pro-2", NOON.minusSeconds(600), 3, Map.of()),
				used("demo", "a", 5, 4), used("demo", "gone", 5, 20))
			.open(pool.withLimits(limits));
		assertThat(run.used("a", "10/h")).isEqualTo(7);
		assertThat(run.pool().snapshot().groups().get(0).models().get(0).limits().get(0).used()).isEqualTo(3);
		assertThat(run.pool().snapshot().limits().get(0).used()).isEqualTo(27);
	}

	@Test
	void aSharedGroupCountsWhatAllPoolsHaveUsed() {
		Map<String, PoolDefinition> pools = new LinkedHashMap<>();
		for (String name : List.of("demo", "other")) {
			KeyDefinition key = KeyDefinition.of("key-of-" + name, "secret of " + name).withQuotaGroup("account");
			pools.put(name, PoolDefinition.of(name).withKeys(List.of(key)));
		}
		PoolFixture run = after(used("demo", "account", 3, 1), used("other", "account", 3, 2),
				used("removed", "account", 4, 4))
			.open(new Definitions(pools, Map.of("account", List.of(LimitDefinition.parse("9/h"))), Map.of(),
					Duration.ZERO));
		assertThat(run.used("account", "9/h")).isEqualTo(7);
	}

	@Test
	void aKeyThatJoinsLaterFindsWhatItHasUsed() {
		PoolFixture run = after(used("demo", "late", 5, 4)).open(PoolFixture.keys(1, "10/h"));
		run.pool().add(KeyDefinition.of("late", "secret-late"));
		assertThat(run.used("late", "10/h")).isEqualTo(4);
		run.pool().remove("late");
		run.pool().add(KeyDefinition.of("late", "secret-late"));
		assertThat(run.used("late", "10/h")).isEqualTo(4);
	}

	@Test
	void aPoolThatIsOpenedLaterIsAskedFor() {
		PoolFixture run = after(used("late", "a", 600, 4), used("demo", "a", 5, 1)).open(PoolFixture.keys(1, "10/h"));
		run.pools()
			.open(PoolDefinition.of("late")
				.withKeys(List.of(KeyDefinition.of("a", "secret")))
				.withLimits("100/day@UTC"));
		assertThat(run.pools().get("late").snapshot().groups().get(0).limits().get(0).used()).isEqualTo(4);
		assertThat(run.used("a", "10/h")).isEqualTo(1);
	}

	@Test
	void whatIsAskedForIsWhatTheLongestMemoryHolds() {
		List<Instant> asked = new ArrayList<>();
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of((from) -> {
			asked.add(from);
			return CompletableFuture.completedFuture(List.of());
		}), List.of());
		run.open(PoolFixture.keys(1, "10/m", "20/5m", "3 concurrent"));
		assertThat(asked).singleElement().isEqualTo(NOON.minus(Duration.ofMinutes(7)));
		run.open(PoolFixture.keys(1, "100/month@America/Los_Angeles", "20/5m"));
		assertThat(asked.get(1)).isEqualTo("2026-11-01T07:00:00Z");
		run.open(PoolFixture.keys(1, "10/m", "60/m burst 100"));
		assertThat(asked).hasSize(2);
	}

	@Test
	void aLaterAnswerIsAddedToWhatWasCountedMeanwhile() {
		CompletableFuture<List<CountedMinute>> answer = new CompletableFuture<>();
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of((from) -> answer), List.of());
		run.open(waitingFor(Duration.ZERO, PoolFixture.keys(1, "10/h")));
		KeyLease lease = run.lease();
		run.pass(Duration.ofMinutes(3));
		lease.succeeded();
		answer.complete(List.of(used("demo", "a", 5, 9), used("demo", "a", -3, 1)));
		assertThat(run.used("a", "10/h")).isEqualTo(10);
		assertThat(run.isServed()).isFalse();
	}

	@Test
	void whoWaitsInVainAfterALateAnswerIsRefused() {
		CompletableFuture<List<CountedMinute>> answer = new CompletableFuture<>();
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of((from) -> answer), List.of());
		run.open(waitingFor(Duration.ZERO,
				PoolFixture.waiting(PoolFixture.keys(1, "1 concurrent", "10/h"), Duration.ofMinutes(5))));
		run.lease();
		CompletableFuture<KeyLease> waits = run.pool().acquireAsync(PoolFixture.REQUEST);
		assertThat(waits).isNotDone();
		answer.complete(List.of(used("demo", "a", 5, 9)));
		assertThat(waits).isCompletedExceptionally();
	}

	@Test
	void aHistoryThatFailsStopsNothingAndIsAskedAgain() {
		List<Instant> asked = new ArrayList<>();
		LimitHistory broken = (from) -> {
			asked.add(from);
			if (asked.size() < 3) {
				throw new IllegalStateException("away");
			}
			return CompletableFuture.completedFuture(List.of(used("demo", "a", 5, 9)));
		};
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of(broken), List.of());
		run.open(PoolFixture.keys(1, "10/h"));
		assertThat(run.isServed()).isTrue();
		run.pass(Duration.ofSeconds(10));
		assertThat(asked).hasSize(2);
		run.pass(Duration.ofSeconds(10));
		assertThat(run.used("a", "10/h")).isEqualTo(9);
		run.pass(Duration.ofMinutes(10));
		assertThat(asked).hasSize(3).containsOnly(asked.get(0));
	}

	@Test
	void aClosedPoolAsksNoMore() {
		List<Instant> asked = new ArrayList<>();
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of((from) -> {
			asked.add(from);
			return CompletableFuture.failedFuture(new IllegalStateException("away"));
		}), List.of());
		run.open(PoolFixture.keys(1, "10/h"));
		run.pools().close();
		run.pass(Duration.ofMinutes(1));
		assertThat(asked).hasSizeLessThanOrEqualTo(2);
		run.pass(Duration.ofMinutes(1));
		assertThat(asked).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void aStateThatIsToldLateIsToldToListeners() {
		CompletableFuture<List<KeptState>> answer = new CompletableFuture<>();
		PoolFixture run = new PoolFixture();
		run.histories = new Histories(List.of(), List.of(() -> answer));
		run.open(waitingFor(Duration.ZERO, PoolFixture.keys(1)));
		KeyLease before = run.lease(CallRequest.of("before"));
		run.events.take();
		answer.complete(List.of(new KeptState(new KeptState.Place("demo", "a", "a", ""), KeyState.DISABLED,
				new RestSnapshot("by an operator", null, false), "", List.of(), null, NOON)));
		assertThat(run.events.take()).containsExactly("a usable -> disabled: disabled");
		assertThat(run.isServed()).isFalse();
		before.close();
	}

}
