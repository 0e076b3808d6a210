package io.apipool.limit.adaptive;

import io.apipool.limit.adaptive.AdaptiveRate.Sample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AdaptiveRateTests {

	private static final long SECOND = 1_000_000_000;

	private static final RateRange RANGE = new RateRange(10, 1, 100, 0.0005, 0.98);

	private final AdaptiveRate searching = AdaptiveRate.of(RANGE);

	/** A rate of 7 since second 100, after which one call has succeeded. */
	private final AdaptiveRate known = this.searching.throttled(sample(99, 100)).succeeded(sample(101, 102), false);

	private static Sample sample(double grantedAt, double now) {
		return new Sample((long) (grantedAt * SECOND), (long) (now * SECOND));
	}

	private static AdaptiveRate serve(AdaptiveRate rate, double from, int calls, double each) {
		AdaptiveRate next = rate;
		for (int i = 0; i < calls; i++) {
			double now = from + i * each;
			next = next.succeeded(sample(now, now), true);
		}
		return next;
	}

	@Test
	void beginsWithTheInitialRate() {
		assertThat(this.searching.rate()).isEqualTo(10);
		assertThat(this.searching.isSearching()).isTrue();
	}

	@Test
	void searchesFastUntilTheFirstThrottle() {
		assertThat(serve(this.searching, 0, 20, 0.1).rate()).isBetween(17.0, 27.0);
	}

	@Test
	void doesNotGrowBySuccessesThatThePacerDidNotHoldBack() {
		assertThat(this.searching.succeeded(sample(0, 1), false).rate()).isEqualTo(10);
		assertThat(this.known.succeeded(sample(103, 104), false).rate()).isEqualTo(this.known.rate());
	}

	@Test
	void theFirstThrottleOfAllEndsTheSearch() {
		assertThat(this.known.rate()).isEqualTo(7);
		assertThat(this.known.isSearching()).isFalse();
	}

	@Test
	void cutsOnceABurst() {
		AdaptiveRate cut = this.known.throttled(sample(103, 104));
		assertThat(cut.rate()).isCloseTo(7 * 0.98, within(1e-9));
		assertThat(cut.throttled(sample(103.5, 105)).rate()).isEqualTo(cut.rate());
	}

	@Test
	void aThrottleOfACallSentBeforeTheCutBelongsToTheBurstBefore() {
		AdaptiveRate cut = this.known.throttled(sample(103, 104)).succeeded(sample(104.5, 105), false);
		assertThat(cut.throttled(sample(103.9, 106)).rate()).isEqualTo(cut.rate());
		assertThat(cut.throttled(sample(105.5, 106)).rate()).isLessThan(cut.rate());
	}

	@Test
	void aThrottleBeforeAnythingSucceededBelongsToTheBurstBefore() {
		AdaptiveRate cut = this.known.throttled(sample(103, 104));
		assertThat(cut.throttled(sample(106, 107)).rate()).isEqualTo(cut.rate());
	}

	@Test
	void aSuccessOfACallSentBeforeTheCutDoesNotEndTheBurst() {
		AdaptiveRate cut = this.known.throttled(sample(103, 104)).succeeded(sample(103.5, 105), false);
		assertThat(cut.throttled(sample(106, 107)).rate()).isEqualTo(cut.rate());
	}

	@Test
	void growsGentlyAtFirstAndBoldlyWhereNothingIsThrottled() {
		double start = this.known.rate();
		double gentle = serve(this.known, 103, 70, 0.14).rate();
		assertThat(gentle).isBetween(start * 1.02, start * 1.05);
		assertThat(serve(this.known, 103, 700, 0.14).rate()).isGreaterThan(start * 1.8);
	}

	@Test
	void isCutToWhatWasServed() {
		AdaptiveRate served = this.known;
		for (int i = 0; i < 90; i++) {
			served = served.succeeded(sample(103 + i, 103 + i), false);
		}
		AdaptiveRate cut = served.resting(160 * SECOND).throttled(sample(194, 195));
		assertThat(cut.rate()).isCloseTo(7 * 0.96 * 91 / 92, within(0.01));
	}

	@Test
	void isNeverCutByMoreThanAFifthAtOnce() {
		AdaptiveRate rested = serve(this.known, 103, 10, 1).throttled(sample(120, 121)).resting(4000 * SECOND);
		AdaptiveRate served = serve(rested, 4001, 10, 1);
		assertThat(served.throttled(sample(4020, 4021)).rate()).isCloseTo(served.rate() * 0.8, within(1e-9));
	}

	@Test
	void answersThatSayNothingChangeNoRate() {
		assertThat(this.known.answered().rate()).isEqualTo(this.known.rate());
	}

	@Test
	void staysWithinItsBounds() {
		assertThat(serve(this.searching, 0, 10_000, 1).rate()).isEqualTo(100);
		AdaptiveRate low = this.known;
		for (int i = 0; i < 500; i++) {
			low = low.throttled(sample(200 + 2 * i, 200 + 2 * i)).succeeded(sample(201 + 2 * i, 201 + 2 * i), false);
		}
		assertThat(low.rate()).isEqualTo(1);
	}

	@Test
	void aBurstOfManyThrottlesMakesTheNextProbingGentler() {
		AdaptiveRate one = this.known.throttled(sample(103, 104));
		AdaptiveRate many = one;
		for (int i = 0; i < 20; i++) {
			many = many.throttled(sample(103, 104));
		}
		assertThat(serve(many, 105, 100, 1).rate()).isLessThan(serve(one, 105, 100, 1).rate());
	}

}
