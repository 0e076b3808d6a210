package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.apipool.definition.LimitDefinition;
import io.apipool.test.ManualTimekeeper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random calls against a list of all that happened.
 */
@Tag("any-jdk")
class SlidingWindowPropertyTests {

	private static final long LENGTH = 1_000_000;

	private static final long SPACING = LENGTH / 126 + 1;

	private static final int CROWD = 400;

	@Property(tries = 300)
	void decidesExactlyAsTheListDoesWhileThereAreFewPermits(@ForAll("fewSteps") List<Step> steps,
			@ForAll @IntRange(min = 1, max = 20) int requests, @ForAll @IntRange(min = 0, max = 3) int margin,
			@ForAll @IntRange(min = 1, max = 3) int longer) {
		Run run = new Run(requests, 1_000_000, new long[] { 0, LENGTH / 100, LENGTH / 10, 2 * LENGTH }[margin], longer);
		steps.forEach((step) -> run.exactly(step));
		run.neverBeyond();
	}

	@Property(tries = 40, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void isNeverEarlyAndNoLaterThanItsNeighboursWhenThereAreMany(@ForAll("manySteps") List<Step> steps,
			@ForAll @IntRange(min = 130, max = 600) int requests, @ForAll @IntRange(min = 0, max = 2) int margin,
			@ForAll @IntRange(min = 1, max = 3) int longer) {
		Run run = new Run(requests, longer * 50_000_000L, new long[] { 0, LENGTH / 100, LENGTH / 10 }[margin], longer);
		steps.forEach((step) -> run.withinBounds(step));
		run.neverBeyond();
	}

	@Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
	void isAsExactWhereManyCallsFollowEachOther(@ForAll("busySteps") List<Step> steps,
			@ForAll @IntRange(min = 600, max = 1400) int requests, @ForAll @IntRange(min = 0, max = 2) int margin,
			@ForAll @IntRange(min = 1, max = 3) int longer) {
		Run run = new Run(requests, longer * 150_000_000L, new long[] { 0, LENGTH / 100, LENGTH / 10 }[margin], longer);
		steps.forEach((step) -> run.withinBounds(step));
		run.neverBeyond();
	}

	@Example
	void aCrowdThatSharesEntriesLeavesNeverEarlyAndALittleLate() {
		Run run = new Run(CROWD, CROWD, LENGTH / 10, 3);
		for (int i = 0; i < CROWD; i++) {
			assertThat(run.grant(new long[] { Need.UNIT, Need.UNIT })).isTrue();
			run.time.advance(Duration.ofNanos(LENGTH / 1000));
			run.settle(run.claims.size() - 1, new Step(Kind.SETTLE, 0, 0, 0));
		}
		for (int i = 0; i < 1500; i++) {
			run.time.advance(Duration.ofNanos(LENGTH / 1000));
			double late = run.scope.snapshot(-1, run.now()).get(0).used() - (double) run.counted(0) / Need.UNIT;
			assertThat(late).isBetween(0.0, 8.0);
		}
	}

	@Provide
	Arbitrary<List<Step>> fewSteps() {
		return step(LENGTH / 3).list().ofMinSize(1).ofMaxSize(120);
	}

	@Provide
	Arbitrary<List<Step>> manySteps() {
		return step(LENGTH / 60).list().ofMinSize(1500).ofMaxSize(2500);
	}

	/** All calls want both, nearly all use what they wanted, and answers come soon. */
	@Provide
	Arbitrary<List<Step>> busySteps() {
		Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(40, Kind.ADVANCE), Tuple.of(120, Kind.GRANT),
				Tuple.of(2, Kind.SENT), Tuple.of(140, Kind.SETTLE));
		Arbitrary<Integer> picks = Arbitraries.frequencyOf(
				Tuple.of(200, Arbitraries.integers().between(0, 160).map((index) -> 6 * index + 2)),
				Tuple.of(1, Arbitraries.integers().between(0, 1000)));
		return step(kinds, LENGTH / 250, picks).list().ofMinSize(7000).ofMaxSize(8000);
	}

	private static Arbitrary<Step> step(long pause) {
		Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(4, Kind.ADVANCE), Tuple.of(12, Kind.GRANT),
				Tuple.of(2, Kind.SENT), Tuple.of(10, Kind.SETTLE), Tuple.of(1, Kind.LEAP));
		return step(kinds, pause, Arbitraries.integers().between(0, 1000));
	}

	private static Arbitrary<Step> step(Arbitrary<Kind> kinds, long pause, Arbitrary<Integer> picks) {
		return Combinators.combine(kinds, evenly(pause), picks, evenly(300_000)).as(Step::new);
	}

	/** By itself numbers are small more often than not, and time would hardly move. */
	private static Arbitrary<Long> evenly(long most) {
		return Arbitraries.longs().between(1, most).withDistribution(RandomDistribution.uniform());
	}

	enum Kind {

		ADVANCE, LEAP, GRANT, SENT, SETTLE

	}

	/**
	 * One thing that happens.
	 *
	 * @param kind what
	 * @param pause how far time moves
	 * @param pick which call, and how much it used
	 * @param tokens how many it wants
	 */
	record Step(Kind kind, long pause, int pick, long tokens) {
	}

	/**
	 * The real windows and the lists, side by side: that of tokens may be the longer one.
	 */
	private static final class Run {

		private final ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);

		private final LocalPermitStore store = new LocalPermitStore(this.time);

		private final long[] amounts;

		private final List<SlidingWindowModel> models;

		private final int longer;

		private final PermitScope scope;

		private final List<TestClaim> claims = new ArrayList<>();

		private final List<List<SlidingWindowModel.Entry>> entries = new ArrayList<>();

		Run(int requests, long tokens, long margin, int longer) {
			Duration length = Duration.ofNanos(LENGTH);
			this.amounts = new long[] { requests * Need.UNIT, tokens * Need.UNIT };
			this.longer = longer;
			this.models = List.of(new SlidingWindowModel(LENGTH, margin),
					new SlidingWindowModel(longer * LENGTH, margin));
			this.scope = this.store.open(TestLimits.scope("scope",
					TestLimits.sliding(requests, LimitDefinition.REQUESTS, length, Duration.ofNanos(margin)),
					TestLimits.sliding(tokens, LimitDefinition.TOKENS, length.multipliedBy(longer),
							Duration.ofNanos(margin))));
		}

		void exactly(Step step) {
			if (step.kind() == Kind.GRANT) {
				long[] wanted = wanted(step);
				boolean fits = fits(wanted, 0);
				long earliest = this.scope.earliest(need(wanted), -1, now());
				assertThat(grant(wanted)).isEqualTo(fits);
				assertThat(earliest == now()).isEqualTo(fits);
			}
			else {
				other(step);
			}
			for (int column = 0; column < 2; column++) {
				assertThat(this.scope.snapshot(-1, now()).get(column).used() * Need.UNIT)
					.isEqualTo((double) counted(column));
			}
		}

		void withinBounds(Step step) {
			if (step.kind() == Kind.GRANT) {
				long[] wanted = wanted(step);
				boolean mayFit = fits(wanted, 0);
				boolean granted = grant(wanted);
				assertThat(!granted || mayFit).as("early").isTrue();
				assertThat(granted || !fits(wanted, SPACING)).as("late").isTrue();
			}
			else {
				other(step);
			}
		}

		void neverBeyond() {
			assertThat(this.models.get(0).worst(0)).isLessThanOrEqualTo(this.amounts[0]);
			assertThat(this.models.get(1).worst(1)).isLessThanOrEqualTo(this.amounts[1]);
		}

		private boolean fits(long[] wanted, long spacing) {
			for (int i = 0; i < 2; i++) {
				long neighbours = (i == 0) ? spacing : this.longer * spacing;
				long counted = (spacing > 0) ? this.models.get(i).countedAtMost(i, now(), neighbours) : counted(i);
				if (wanted[i] > 0 && counted + wanted[i] > this.amounts[i]) {
					return false;
				}
			}
			return true;
		}

		private long counted(int column) {
			return this.models.get(column).counted(column, now());
		}

		private boolean grant(long[] wanted) {
			TestClaim claim = TestClaim.of(need(wanted), this.scope);
			boolean granted = this.store.admit(claim, now());
			if (granted) {
				this.claims.add(claim);
				this.entries.add(this.models.stream().map((model) -> model.grant(now(), wanted)).toList());
			}
			return granted;
		}

		private void other(Step step) {
			if (step.kind() == Kind.ADVANCE || step.kind() == Kind.LEAP) {
				this.time.advance(Duration.ofNanos((step.kind() == Kind.LEAP) ? 3 * step.pause() : step.pause()));
			}
			else if (!this.claims.isEmpty()) {
				int index = step.pick() % this.claims.size();
				if (step.kind() == Kind.SETTLE) {
					settle(index, step);
				}
				else if (this.models.get(0).leaves(this.entries.get(index).get(0)) > now()) {
					this.store.sent(this.claims.get(index), now());
					this.entries.get(index).forEach((entry) -> entry.sent(now()));
				}
			}
		}

		private void settle(int index, Step step) {
			TestClaim claim = this.claims.remove(index);
			Need used = (step.pick() % 2 == 0) ? claim.need() : used(step);
			this.store.settle(claim, used, now());
			long[] units = { used.of(LimitDefinition.REQUESTS), used.of(LimitDefinition.TOKENS) };
			List<SlidingWindowModel.Entry> settled = this.entries.remove(index);
			for (int i = 0; i < settled.size(); i++) {
				this.models.get(i).settle(settled.get(i), units, now());
			}
		}

		private static Need used(Step step) {
			long[] used = wanted(step);
			used[0] = (step.pick() % 7 == 0) ? 0 : Need.UNIT;
			return need(used);
		}

		private static long[] wanted(Step step) {
			return new long[] { Need.UNIT, (step.pick() % 3 == 0) ? 0 : step.tokens() * Need.UNIT };
		}

		private static Need need(long[] units) {
			return Need.NONE.with(LimitDefinition.REQUESTS, units[0]).with(LimitDefinition.TOKENS, units[1]);
		}

		private long now() {
			return this.time.nanoTime();
		}

	}

}
