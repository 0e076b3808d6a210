package io.apipool.honest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each window against a list of all that was accepted and a double loop. A window must
 * admit exactly what the list allows, and open exactly when it says.
 */
class WindowTests {

	private static final long NANOS = 1000;

	@Property
	void aFixedWindowAdmitsWhatItsGridAllows(@ForAll("steps") List<Step> steps,
			@ForAll @IntRange(min = 1, max = 9) int n, @ForAll @IntRange(max = 999) int phase) {
		Window window = new FixedWindow(n, NANOS, phase);
		judge(window, steps, (accepted, next) -> sameGridWindow(accepted, next, phase) <= n);
	}

	@Property
	void aSlidingWindowAdmitsWhatAnyStretchAllows(@ForAll("steps") List<Step> steps,
			@ForAll @IntRange(min = 1, max = 9) int n) {
		Window window = new SlidingWindow(n, NANOS);
		judge(window, steps,
				(accepted, next) -> accepted.stream().allMatch((from) -> unitsWithin(accepted, from) <= n));
	}

	@Property
	void aBucketAdmitsWhatItHoldsAndRefills(@ForAll("steps") List<Step> steps,
			@ForAll @IntRange(min = 1, max = 9) int n, @ForAll @IntRange(min = 1, max = 9) int burst) {
		Window window = new TokenBucket(n, NANOS, burst);
		judge(window, steps, (accepted, next) -> accepted.stream()
			.allMatch((from) -> NANOS * unitsSince(accepted, from) <= NANOS * burst + n * (next.at() - from.at())));
	}

	/**
	 * Feeds the steps and asks, for each, whether the list with it would be lawful.
	 */
	private static void judge(Window window, List<Step> steps, BiPredicate<List<Step>, Step> lawful) {
		List<Step> accepted = new ArrayList<>();
		for (Step step : steps) {
			boolean allowed = fits(accepted, step, lawful);
			long delay = window.delay(step.at(), step.units());
			assertThat(delay == 0).as("%s after %s", step, accepted).isEqualTo(allowed);
			if (allowed) {
				window.take(step.at(), step.units());
				accepted.add(step);
			}
			else if (delay != Window.UNKNOWN) {
				assertThat(fits(accepted, step.later(delay), lawful)).as("opens in time").isTrue();
				assertThat(fits(accepted, step.later(delay - 1), lawful)).as("opens no earlier").isFalse();
			}
			else {
				assertThat(fits(List.of(), step, lawful)).as("never fits").isFalse();
			}
		}
	}

	private static boolean fits(List<Step> accepted, Step step, BiPredicate<List<Step>, Step> lawful) {
		List<Step> with = new ArrayList<>(accepted);
		with.add(step);
		return lawful.test(with, step);
	}

	private static long sameGridWindow(List<Step> accepted, Step next, int phase) {
		return accepted.stream()
			.filter((step) -> Math.floorDiv(step.at() - phase, NANOS) == Math.floorDiv(next.at() - phase, NANOS))
			.mapToLong(Step::units)
			.sum();
	}

	private static long unitsWithin(List<Step> accepted, Step from) {
		return accepted.stream()
			.filter((step) -> step.at() >= from.at() && step.at() < from.at() + NANOS)
			.mapToLong(Step::units)
			.sum();
	}

	private static long unitsSince(List<Step> accepted, Step from) {
		return accepted.stream().filter((step) -> step.at() >= from.at()).mapToLong(Step::units).sum();
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		Arbitrary<Long> gaps = Arbitraries.oneOf(Arbitraries.longs().between(0, 40),
				Arbitraries.longs().between(0, 2 * NANOS), Arbitraries.of(0L, NANOS - 1, NANOS, NANOS + 1));
		return Combinators.combine(gaps, Arbitraries.integers().between(1, 4))
			.as(Step::new)
			.list()
			.ofMinSize(1)
			.ofMaxSize(40)
			.map(WindowTests::accumulate);
	}

	private static List<Step> accumulate(List<Step> gaps) {
		List<Step> steps = new ArrayList<>();
		long at = 0;
		for (Step gap : gaps) {
			at += gap.at();
			steps.add(new Step(at, gap.units()));
		}
		return steps;
	}

	/** A request; {@code at} is its instant. */
	record Step(long at, int units) {

		Step later(long nanos) {
			return new Step(this.at + nanos, this.units);
		}

	}

}
