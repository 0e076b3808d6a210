package io.apipool.limit;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of a limit by what answers said of it, and a simulated provider of which
 * not one call too many is asked.
 */
@Tag("any-jdk")
class LearntWindowTests {

	private final LearntWindow window = new LearntWindow("requests", 0, 0);

	private void announced(long granted, long limit, long remaining, long reset, long now) {
		this.window.announced(granted, new LearntWindow.Told(limit, remaining, reset, 0), now);
	}

	@Test
	void whatIsInFlightIsNotSubtractedTwice() {
		this.window.take(1, 0);
		this.window.take(1, 0);
		announced(0, 10, 8, 100, 5);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 6)).isEqualTo(8);
	}

	@Test
	void whatOthersTookIsNotOurs() {
		this.window.take(1, 0);
		announced(0, 10, 4, 100, 5);
		assertThat(this.window.left(1, 6)).isEqualTo(4);
	}

	@Test
	void anAnswerThatWasOvertakenGivesNothingBack() {
		this.window.take(1, 0);
		this.window.take(1, 0);
		announced(0, 10, 3, 100, 5);
		announced(0, 10, 9, 100, 6);
		assertThat(this.window.left(1, 6)).isEqualTo(3);
	}

	@Test
	void whatAFreshAnswerLeavesIsThereThoughTheEpochHasLess() {
		this.window.take(1, 0);
		announced(0, 10, 9, 100, 5);
		this.window.settle(0, 1, 1, 5);
		this.window.take(4, 6);
		this.window.settle(6, 4, 4, 7);
		this.window.take(1, 50);
		announced(50, 10, 9, 150, 55);
		assertThat(this.window.left(1, 55)).isEqualTo(8);
		assertThat(this.window.left(0.9, 55)).isEqualTo(3);
	}

	@Test
	void theEpochEndsAtTheLatestReset() {
		this.window.take(1, 0);
		announced(0, 10, 0, 100, 5);
		announced(0, 10, 0, 90, 6);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 99)).isZero();
		assertThat(this.window.left(1, 100)).isEqualTo(10);
	}

	@Test
	void whatIsInFlightWhenAnEpochBeginsCountsInIt() {
		this.window.take(1, 0);
		this.window.take(1, 0);
		announced(0, 10, 8, 100, 5);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 100)).isEqualTo(9);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 101)).isEqualTo(9);
	}

	@Test
	void theAnswerToACallOfAnEarlierEpochSaysNothing() {
		this.window.take(1, 0);
		this.window.take(1, 0);
		announced(0, 10, 8, 100, 5);
		assertThat(this.window.left(1, 100)).isEqualTo(8);
		announced(50, 10, 0, 200, 101);
		assertThat(this.window.left(1, 101)).isEqualTo(8);
	}

	@Test
	void anAmountThatShrinksIsKeptAndOneThatGrowsIsUsed() {
		this.window.take(1, 0);
		announced(0, 10, 9, 100, 5);
		announced(0, 4, 3, 100, 6);
		assertThat(this.window.left(1, 7)).isEqualTo(3);
		assertThat(this.window.left(1, 100)).isEqualTo(3);
		announced(100, 20, 19, 200, 101);
		assertThat(this.window.left(1, 102)).isEqualTo(19);
	}

	@Test
	void whereNoAnswerSaysBetterAnEpochLastsAsLongAsTheLongest() {
		this.window.take(1, 0);
		announced(0, 1, 0, 100, 5);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		this.window.take(this.window.left(1, 150), 150);
		assertThat(this.window.left(1, 249)).isZero();
		assertThat(this.window.end(249)).isEqualTo(250);
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 250)).isEqualTo(1);
	}

	@Test
	void whatWasReservedAndNotUsedComesBack() {
		this.window.take(500, 0);
		announced(0, 1000, 500, 100, 5);
		this.window.settle(0, 500, 200, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 6)).isEqualTo(800);
	}

	@Test
	void ofASharedAccountOnlyTheShareIsTaken() {
		this.window.take(1, 0);
		announced(0, 10, 9, 100, 5);
		assertThat(this.window.left(0.5, 6)).isEqualTo(4);
	}

	@Test
	void aCallGrantedAfterTheProvidersResetBeginsTheNextEpoch() {
		this.window.take(9, 0);
		this.window.announced(0, new LearntWindow.Told(10, 1, 100, 20), 5);
		this.window.settle(0, 9, 9, Long.MAX_VALUE - 1);
		this.window.take(1, 110);
		this.window.announced(110, new LearntWindow.Told(10, 9, 200, 20), 115);
		assertThat(this.window.left(1, 116)).isEqualTo(9);
		assertThat(this.window.end(116)).isEqualTo(220);
	}

	@Test
	void aResetThatWasRoundedDownToThePresentMayLieAhead() {
		Learning learning = new Learning(1, Duration.ofNanos(1));
		this.window.take(1, 0);
		assertThat(learning.tell(this.window, 0, told(5, 1000), 5)).isTrue();
		this.window.settle(0, 1, 1, Long.MAX_VALUE - 1);
		assertThat(this.window.left(1, 6)).isEqualTo(3);
		assertThat(this.window.left(1, 1005)).isEqualTo(3);
		assertThat(this.window.left(1, 1100)).isEqualTo(10);
		assertThat(learning.tell(new LearntWindow("requests", 0, 0), 0, told(5, 0), 5)).isFalse();
	}

	private static ToldLimit told(long reset, long vagueness) {
		return new ToldLimit("requests", "requests", new ToldLimit.Amounts(10, 3),
				new ToldLimit.Times(reset, vagueness, ToldLimit.UNKNOWN, false), "header");
	}

	@ParameterizedTest
	@CsvSource({ "FIXED,1,0.99", "FIXED,200,0.99", "SLIDING,1,0.6", "SLIDING,200,0.97", "BUCKET,1,0.97",
			"BUCKET,200,0.97", "ROUNDING_BUCKET,1,0.95", "ROUNDING_BUCKET,200,0.97" })
	void notOneCallTooManyReachesAProvider(LearntSimulation.Kind kind, int callers, double least) {
		LearntSimulation simulation = new LearntSimulation(kind, callers, 1, 7);
		simulation.run(60);
		assertThat(simulation.beyond()).isZero();
		assertThat(simulation.used()).as("used").isGreaterThan(least);
	}

	@ParameterizedTest
	@CsvSource({ "FIXED,2,1.5", "FIXED,3,2", "SLIDING,2,2.5", "BUCKET,2,1" })
	void keysOfOneAccountThatKnowNothingOfEachOtherLearnWhatIsLeftForThem(LearntSimulation.Kind kind, int keys,
			double most) {
		LearntSimulation simulation = new LearntSimulation(kind, 200, keys, 7);
		simulation.run(60);
		assertThat((double) simulation.beyond() / 60 / keys).as("beyond, a window and key").isLessThan(most);
		assertThat(simulation.used()).as("used").isGreaterThan(0.93);
	}

	@Test
	void whatOthersTookBeforeIsLeftToThemForAWhile() {
		long second = 1_000_000_000;
		this.window.take(1, 0);
		announced(0, 10, 3, 60 * second, 5);
		this.window.settle(0, 1, 1, 5);
		long begin = 60 * second;
		assertThat(this.window.left(1, begin)).as("of which one call goes").isEqualTo(10);
		this.window.take(1, begin);
		assertThat(this.window.left(1, begin)).isEqualTo(3);
		announced(begin, 10, 7, begin + 60 * second, begin + 5);
		assertThat(this.window.left(1, begin + 5)).as("two of theirs are seen").isEqualTo(3);
		assertThat(this.window.earliest(1, 4, begin + 5)).isEqualTo(begin + 5 * second);
		assertThat(this.window.earliest(1, 8, begin + 5)).isEqualTo(begin + 60 * second);
		assertThat(this.window.left(1, begin + 5 * second)).isEqualTo(7);
	}

	@Test
	void tokensOfOthersAreNotAwaited() {
		LearntWindow tokens = new LearntWindow("tokens", 0, 0);
		tokens.take(1, 0);
		tokens.announced(0, new LearntWindow.Told(10, 3, 100, 0), 5);
		tokens.settle(0, 1, 1, 5);
		tokens.take(1, 100);
		assertThat(tokens.left(1, 100)).isEqualTo(9);
	}

}
