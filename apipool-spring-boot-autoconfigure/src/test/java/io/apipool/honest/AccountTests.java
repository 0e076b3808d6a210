package io.apipool.honest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void keysOfOneAccountAreCountedTogetherAndReportedApart() {
		Account account = account(Quota.sliding(2, SECOND));
		assertThat(arrive(account, 0, "a").accepted()).isTrue();
		assertThat(arrive(account, 1, "b").accepted()).isTrue();
		assertThat(arrive(account, 2, "b").accepted()).isFalse();
		assertThat(account.report().beyond()).isEqualTo(1);
		assertThat(account.report().of("b")).extracting(Arrival::nanos).containsExactly(1L, 2L);
	}

	@Test
	void aRequestBeyondOneLimitConsumesNothingOfTheOthers() {
		Account account = account(Quota.sliding(1, SECOND), Quota.sliding(2, Duration.ofDays(1)));
		arrive(account, 0, "a");
		for (int refused = 1; refused < 9; refused++) {
			assertThat(arrive(account, refused, "a").delay()).isEqualTo(SECOND.toNanos() - refused);
		}
		assertThat(arrive(account, SECOND.toNanos(), "a").accepted()).isTrue();
		assertThat(arrive(account, 2 * SECOND.toNanos(), "a").delay())
			.isEqualTo(Duration.ofDays(1).toNanos() - 2 * SECOND.toNanos());
	}

	@Test
	void aModelHasItsOwnWindowWithinTheAccounts() {
		Account account = account(Quota.sliding(1, SECOND).model("*"), Quota.sliding(2, SECOND));
		assertThat(arrive(account, new Request("a", "", "pro", Map.of())).accepted()).isTrue();
		assertThat(arrive(account, new Request("a", "", "pro", Map.of())).accepted()).isFalse();
		assertThat(arrive(account, new Request("a", "", "flash", Map.of())).accepted()).isTrue();
		assertThat(arrive(account, new Request("a", "", "nano", Map.of())).accepted()).isFalse();
	}

	@Test
	void unitsAreCountedAndANeedThatNeverFitsHasNoDelay() {
		Account account = account(Quota.sliding(100, SECOND).of("tokens"));
		assertThat(arrive(account, new Request("a", "", "", Map.of("tokens", 99L))).accepted()).isTrue();
		assertThat(arrive(account, new Request("a", "", "", Map.of("tokens", 2L))).accepted()).isFalse();
		assertThat(arrive(account, new Request("a", "", "", Map.of("tokens", 101L))).delay()).isEqualTo(Window.UNKNOWN);
		assertThat(arrive(account, new Request("a", "", "", Map.of())).accepted()).isTrue();
	}

	@Test
	void aCallInFlightHoldsItsPlaceUntilItEnds() {
		Account account = account(Quota.concurrent(1));
		arrive(account, 0, "a");
		assertThat(arrive(account, 1, "a").accepted()).isFalse();
		account.release(Request.of("a"));
		assertThat(arrive(account, 2, "a").accepted()).isTrue();
	}

	@Test
	void aCallThatComesTwiceIsCountedOnceAndHearsTheSame() {
		Account account = account(Quota.sliding(1, SECOND));
		assertThat(arrive(account, new Request("a", "7", "", Map.of()))).isEqualTo(new Verdict(true, 0, false));
		assertThat(arrive(account, new Request("a", "7", "", Map.of()))).isEqualTo(new Verdict(true, 0, true));
		assertThat(arrive(account, new Request("a", "8", "", Map.of())).accepted()).isFalse();
		assertThat(account.report().arrivals()).hasSize(2);
		assertThat(account.report().repeats()).isEqualTo(1);
	}

	@Test
	void aCallThatWasRefusedIsJudgedAnewWhenItComesAgain() {
		Account account = account(Quota.concurrent(1));
		arrive(account, new Request("a", "7", "", Map.of()));
		assertThat(arrive(account, new Request("a", "8", "", Map.of())).accepted()).isFalse();
		account.release(Request.of("a"));
		assertThat(arrive(account, new Request("a", "8", "", Map.of()))).isEqualTo(new Verdict(true, 0, false));
		assertThat(account.report().repeats()).isZero();
	}

	@Test
	void goodputCountsWholeWindowsOnlyAndNamesTheLongRunRate() {
		Account account = account(Quota.sliding(2, Duration.ofNanos(100)), Quota.sliding(1000, SECOND));
		for (long now = 1000; now <= 1950; now += 50) {
			arrive(account, now, "a");
		}
		assertThat(account.report().goodput()).isEqualTo(new Goodput(16, 16, 8));
		assertThat(account.report().goodput().share()).isEqualTo(1);
	}

	@Test
	void goodputAlignsFixedWindowsWithTheirOwnGrid() {
		Account account = account(Quota.fixed(2, Duration.ofNanos(100)));
		for (long now = 1000; now <= 1950; now += 10) {
			arrive(account, now, "a");
		}
		assertThat(account.report().goodput().accepted()).isEqualTo(2 * account.report().goodput().windows());
		assertThat(account.report().goodput().share()).isEqualTo(1);
		assertThat(account.report().beyond()).isGreaterThan(70);
	}

	@Test
	void aKeyThatIsNoLongerUsedStillCountsAsPossible() {
		Account account = account(Quota.sliding(2, Duration.ofNanos(100)));
		arrive(account, 1000, "a");
		List<Arrival> all = List.of(new Arrival(1000, "a", "", "", true), new Arrival(2000, "b", "", "", true));
		assertThat(account.report(all).goodput()).isEqualTo(new Goodput(0, 18, 9));
	}

	private static Account account(Quota... quotas) {
		return new Account("acme", List.of(quotas), new Random(5));
	}

	private static Verdict arrive(Account account, long now, String secret) {
		return account.arrive(() -> now, Request.of(secret));
	}

	private static Verdict arrive(Account account, Request request) {
		return account.arrive(() -> 0, request);
	}

}
