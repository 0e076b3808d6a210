package io.apipool.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.apipool.test.ManualTimekeeper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random calls through some minutes of the calendar, against a list of them and a loop.
 */
class CalendarWindowPropertyTests {

	private static final int MARGIN = 5;

	private static final int MINUTE = 60;

	/** A number drives each step: its digits say what happens, for how long, how much. */
	@Property(tries = 500)
	void noMinuteMeetsMoreThanTheAmountAndNothingIsHeldBackLonger(
			@ForAll @Size(min = 1, max = 150) List<@IntRange(max = 99_999) Integer> steps,
			@ForAll @IntRange(min = 1, max = 12) int amount) {
		ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);
		LocalPermitStore store = new LocalPermitStore(time);
		PermitScope scope = store.open(TestLimits.scope("scope", TestLimits
			.withMargin(TestLimits.calendar(amount, "tokens", ChronoUnit.MINUTES, "UTC"), Duration.ofSeconds(MARGIN))));
		List<Call> calls = new ArrayList<>();
		for (int step : steps) {
			long second = time.instant().getEpochSecond();
			int open = (int) calls.stream().filter((call) -> call.end == Long.MAX_VALUE).count();
			if (step % 3 == 0) {
				time.advance(Duration.ofSeconds(step / 10 % 25));
			}
			else if (step % 3 == 1) {
				int units = 1 + step / 10 % amount;
				TestClaim claim = TestClaim.of(TestLimits.only("tokens", units), scope);
				boolean admitted = store.admit(claim, time.nanoTime());
				assertThat(admitted).isEqualTo(fits(calls, second, units, amount));
				if (admitted) {
					calls.add(new Call(claim, second, units));
				}
			}
			else if (open > 0) {
				Call call = calls.stream()
					.filter((one) -> one.end == Long.MAX_VALUE)
					.skip(step / 10 % open)
					.findFirst()
					.orElseThrow();
				long used = step / 1000 % (call.units + 1);
				store.settle(call.claim, TestLimits.only("tokens", used), time.nanoTime());
				call.end = second;
				call.units = (call.start / MINUTE == second / MINUTE) ? used : call.units;
			}
		}
		for (long minute = 0; minute < MINUTE; minute++) {
			assertThat(counted(calls, minute)).isLessThanOrEqualTo(amount);
		}
	}

	private static boolean fits(List<Call> calls, long second, int units, int amount) {
		long minute = second / MINUTE;
		boolean opening = minute > 0 && second % MINUTE < MARGIN;
		return counted(calls, minute) + units <= amount
				&& (!opening || counted(calls, minute - 1) + counted(calls, minute, second) + units <= amount);
	}

	/** What was granted in a minute and not before it. */
	private static long counted(List<Call> calls, long minute, long second) {
		return calls.stream()
			.filter((call) -> call.start / MINUTE == minute && call.start <= second)
			.mapToLong((call) -> call.units)
			.sum();
	}

	/** What was open at any time of a minute. */
	private static long counted(List<Call> calls, long minute) {
		return calls.stream()
			.filter((call) -> call.start / MINUTE <= minute && call.end / MINUTE >= minute)
			.mapToLong((call) -> call.units)
			.sum();
	}

	private static final class Call {

		private final TestClaim claim;

		private final long start;

		private long units;

		private long end = Long.MAX_VALUE;

		Call(TestClaim claim, long start, long units) {
			this.claim = claim;
			this.start = start;
			this.units = units;
		}

	}

}
