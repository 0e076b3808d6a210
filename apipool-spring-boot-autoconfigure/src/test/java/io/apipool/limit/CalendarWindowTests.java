package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.apipool.definition.LimitDefinition;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CalendarWindowTests {

	private static final Duration MARGIN = Duration.ofSeconds(1);

	@Test
	void opensTheNextDayOfTheZoneAMarginAfterMidnightOnTheShortDay() {
		Scene scene = new Scene("2026-03-08T08:00:00Z", 1);
		scene.settle(scene.granted(1), 1);
		TestClaim refused = scene.refused(1);
		assertThat(scene.wall(refused.refusal().until())).isEqualTo("2026-03-09T07:00:01Z");
		scene.advanceTo("2026-03-09T07:00:00.999Z");
		scene.refused(1);
		scene.advanceTo("2026-03-09T07:00:01Z");
		scene.granted(1);
	}

	@Test
	void keepsTheLongDayClosedForAllOfIts25Hours() {
		Scene scene = new Scene("2026-11-01T07:00:00Z", 1);
		scene.settle(scene.granted(1), 1);
		scene.advanceTo("2026-11-02T08:00:00.999Z");
		scene.refused(1);
		scene.advanceTo("2026-11-02T08:00:01Z");
		scene.granted(1);
	}

	@Test
	void countsWhatIsOpenAtTheBoundaryInTheNewPeriodToo() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 3);
		TestClaim open = scene.granted(2);
		scene.advanceTo("2026-05-03T12:00:00Z");
		assertThat(scene.used()).isEqualTo(2);
		scene.settle(open, 1);
		assertThat(scene.used()).as("no refund across the boundary").isEqualTo(2);
		scene.advanceTo("2026-05-05T12:00:00Z");
		assertThat(scene.used()).isZero();
	}

	@Test
	void countsOnBothSidesWhatIsGrantedBetweenTheBoundaryAndTheOpening() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 3);
		scene.settle(scene.granted(2), 2);
		scene.advanceTo("2026-05-02T07:00:00.500Z");
		scene.settle(scene.granted(1), 1);
		TestClaim refused = scene.refused(1);
		assertThat(scene.wall(refused.refusal().until())).isEqualTo("2026-05-02T07:00:01Z");
		scene.advanceTo("2026-05-02T07:00:01Z");
		assertThat(scene.used()).isEqualTo(1);
	}

	@Test
	void whatWasAnsweredAfterTheBoundaryCountsThoughNobodyLookedInBetween() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 3);
		TestClaim open = scene.granted(3);
		scene.advanceTo("2026-05-02T07:00:00Z");
		scene.settle(open, 3);
		scene.advanceTo("2026-05-02T09:00:00Z");
		assertThat(scene.used()).isEqualTo(3);
	}

	@Test
	void refundsAndBooksWithinThePeriod() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 10);
		scene.settle(scene.granted(6), 2);
		assertThat(scene.used()).isEqualTo(2);
		scene.settle(scene.granted(6), 20);
		assertThat(scene.used()).isEqualTo(22);
		scene.refused(1);
	}

	@Test
	void aStepBackwardsHandsNothingOutTwice() {
		Scene scene = new Scene("2026-05-02T06:00:00Z", 1);
		scene.settle(scene.granted(1), 1);
		scene.advanceTo("2026-05-02T07:00:01Z");
		scene.settle(scene.granted(1), 1);
		scene.step(Duration.ofHours(-3));
		scene.advance(Duration.ofMinutes(1));
		scene.refused(1);
		scene.advance(Duration.ofHours(3));
		scene.refused(1);
		scene.advance(Duration.ofHours(24));
		scene.granted(1);
	}

	@Test
	void aStepBackwardsJustBeforeTheOpeningIsSeenAtTheOpening() {
		Scene scene = new Scene("2026-05-02T06:00:00Z", 1);
		scene.settle(scene.granted(1), 1);
		scene.advanceTo("2026-05-02T07:00:00.940Z");
		scene.refused(1);
		scene.step(Duration.ofHours(-1));
		scene.advance(Duration.ofMillis(70));
		scene.refused(1);
		scene.advance(Duration.ofHours(1));
		scene.granted(1);
	}

	@Test
	void aStepForwardsOpensThePeriodThatTheClockShows() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 1);
		scene.settle(scene.granted(1), 1);
		scene.step(Duration.ofHours(20));
		scene.advance(Duration.ofMillis(100));
		scene.granted(1);
		scene.step(Duration.ofHours(-20));
		scene.advance(Duration.ofHours(12));
		scene.refused(1);
	}

	@Test
	void restoresWhatBelongsToThePresentPeriod() {
		Scene scene = new Scene("2026-05-01T12:00:00Z", 9);
		scene.spend(4, Duration.ofHours(4));
		scene.spend(3, Duration.ofHours(5));
		scene.spend(2, Duration.ofHours(6));
		assertThat(scene.used()).isEqualTo(7);
	}

	@Test
	void aMarginAsLongAsThePeriodStillOpensIt() {
		LimitDefinition minute = TestLimits.withMargin(TestLimits.calendar(1, "requests", ChronoUnit.MINUTES, "UTC"),
				Duration.ofMinutes(2));
		Scene scene = new Scene("2026-05-01T12:00:00Z", minute);
		for (int i = 0; i < 5; i++) {
			scene.settle(scene.granted(1), 1);
			scene.advance(Duration.ofMinutes(1));
			scene.refused(1);
			scene.advance(Duration.ofMinutes(1));
		}
	}

	/**
	 * One scope with one limit, and time.
	 */
	private static final class Scene {

		private final ManualTimekeeper time;

		private final LocalPermitStore store;

		private final PermitScope scope;

		Scene(String start, double amount) {
			this(start, TestLimits
				.withMargin(TestLimits.calendar(amount, "requests", ChronoUnit.DAYS, "America/Los_Angeles"), MARGIN));
		}

		Scene(String start, LimitDefinition limit) {
			this.time = new ManualTimekeeper(Instant.parse(start));
			this.store = new LocalPermitStore(this.time);
			this.scope = this.store.open(TestLimits.scope("scope", limit));
		}

		TestClaim granted(double amount) {
			TestClaim claim = claim(amount);
			assertThat(this.store.admit(claim, this.time.nanoTime())).isTrue();
			return claim;
		}

		TestClaim refused(double amount) {
			TestClaim claim = claim(amount);
			assertThat(this.store.admit(claim, this.time.nanoTime())).isFalse();
			return claim;
		}

		private TestClaim claim(double amount) {
			return TestClaim.of(TestLimits.only("requests", amount), this.scope);
		}

		void settle(TestClaim claim, double used) {
			this.store.settle(claim, TestLimits.only("requests", used), this.time.nanoTime());
		}

		void spend(double used, Duration ago) {
			this.store.spend(this.scope, -1, TestLimits.only("requests", used), this.time.nanoTime() - ago.toNanos());
		}

		double used() {
			return this.scope.snapshot(-1, this.time.nanoTime()).get(0).used();
		}

		void advance(Duration duration) {
			this.time.advance(duration);
		}

		void advanceTo(String instant) {
			this.time.advance(Duration.between(this.time.instant(), Instant.parse(instant)));
		}

		void step(Duration duration) {
			this.time.stepWall(duration);
		}

		String wall(long instant) {
			return this.time.instant().plusNanos(instant - this.time.nanoTime()).toString();
		}

	}

}
