package io.apipool.definition;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import io.apipool.definition.LimitWindow.Calendar;
import io.apipool.definition.LimitWindow.Concurrent;
import io.apipool.definition.LimitWindow.Sliding;
import io.apipool.definition.LimitWindow.TokenBucket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link LimitDefinition#parse}.
 */
class LimitParserTests {

	private static final ZoneId UTC = ZoneId.of("UTC");

	@ParameterizedTest
	@MethodSource
	void aLimitIsWhatItSays(String text, double amount, String dimension, LimitWindow window) {
		assertThat(LimitDefinition.parse(text)).isEqualTo(new LimitDefinition(text, amount, dimension, window, null));
	}

	static Stream<Arguments> aLimitIsWhatItSays() {
		return Stream.of(arguments("10/m", 10, "requests", sliding("PT1M")),
				arguments("100/10s", 100, "requests", sliding("PT10S")),
				arguments("1000/d", 1000, "requests", sliding("PT24H")),
				arguments("1.5/s", 1.5, "requests", sliding("PT1S")),
				arguments("250k tokens/m", 250_000, "tokens", sliding("PT1M")),
				arguments("2.5M input-tokens/2h", 2_500_000, "input-tokens", sliding("PT2H")),
				arguments("5 credits/d", 5, "credits", sliding("PT24H")),
				arguments("0.5 cost/d", 0.5, "cost", sliding("PT24H")),
				arguments("3 my-own/w", 3, "my-own", sliding("PT168H")),
				arguments("20 cost/month@UTC", 20, "cost", new Calendar(ChronoUnit.MONTHS, UTC)),
				arguments("250/day@America/Los_Angeles", 250, "requests",
						new Calendar(ChronoUnit.DAYS, ZoneId.of("America/Los_Angeles"))),
				arguments("1/year@+02:00", 1, "requests", new Calendar(ChronoUnit.YEARS, ZoneId.of("+02:00"))),
				arguments("60/m burst 5", 60, "requests", new TokenBucket(Duration.ofMinutes(1), 5)),
				arguments("60k tokens/10m burst 5k", 60_000, "tokens", new TokenBucket(Duration.ofMinutes(10), 5000)),
				arguments("5 concurrent", 5, "requests", new Concurrent()),
				arguments("1k concurrent", 1000, "requests", new Concurrent()));
	}

	private static Sliding sliding(String length) {
		return new Sliding(Duration.parse(length));
	}

	@ParameterizedTest
	@CsvSource({ "s,PT1S", "sec,PT1S", "second,PT1S", "m,PT1M", "min,PT1M", "minute,PT1M", "h,PT1H", "hour,PT1H",
			"d,PT24H", "day,PT24H", "w,PT168H", "week,PT168H" })
	void aUnitHasSeveralSpellings(String unit, Duration length) {
		assertThat(LimitDefinition.parse("10/" + unit).window()).isEqualTo(new Sliding(length));
		assertThat(LimitDefinition.parse("10/3" + unit).window()).isEqualTo(new Sliding(length.multipliedBy(3)));
	}

	@ParameterizedTest
	@CsvSource({ "m,MINUTES", "minute,MINUTES", "h,HOURS", "hour,HOURS", "d,DAYS", "day,DAYS", "w,WEEKS", "week,WEEKS",
			"month,MONTHS", "year,YEARS" })
	void aUnitWithAZoneIsACalendarsOwn(String unit, ChronoUnit expected) {
		assertThat(LimitDefinition.parse("10/" + unit + "@UTC").window()).isEqualTo(new Calendar(expected, UTC));
	}

	@ParameterizedTest
	@CsvSource({ "10/m margin 200ms,PT0.2S", "10/m margin 0s,PT0S", "60/m burst 5 margin 1s,PT1S",
			"60/m margin 1s burst 5,PT1S", "10/day@UTC margin PT2S,PT2S", "10/m margin 59999,PT59.999S" })
	void aMarginIsADuration(String text, Duration margin) {
		assertThat(LimitDefinition.parse(text).margin()).isEqualTo(margin);
	}

	@ParameterizedTest
	@CsvSource({ "'  10 /  m ',10/m", "'250k   tokens/m',250k tokens/m", "10/day @ UTC,10/day@UTC" })
	void whiteSpaceDoesNotMatter(String text, String printed) {
		assertThat(LimitDefinition.parse(text)).hasToString(printed).isEqualTo(LimitDefinition.parse(printed));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "``|is empty|10/m", "10|has no window|10/m",
					"ten/m|amount that is not a positive number, 'ten'|10", "-5/m|amount that is not|10",
					"+5/m|amount that is not|10", "1e3/m|amount that is not|250k", "10K/m|amount that is not|250k",
					"0/m|is zero|leave it out", "0.000 tokens/m|is zero|leave it out",
					"9999999999M/m|is too large|leave it out", "0.5/s|never admits a whole request|1/2s",
					"10/|unit that is not known, ''|s, m, h", "10/x|unit that is not known, 'x'|s, m, h",
					"10/M|unit that is not known, 'M'|s, m, h", "10/0s|no length|10/m", "10/99999w|too long|ten years",
					"10/999999999999999999999s|unit that is not known|s, m, h", "10/month|needs a zone|10/month@UTC",
					"5 cost/year|needs a zone|5 cost/year@UTC", "10/2day@UTC|count and a zone|250/day@UTC",
					"10/day@UTC burst 3|burst and a zone|leave one out", "10/s@UTC|seconds with a zone|minute",
					"10/day@Nowhere|zone that is not known, 'Nowhere'|America/Los_Angeles",
					"10/day@|zone that is not known, ''|UTC", "60/m burst|nothing behind burst|burst 5",
					"60/m burst 0|is zero|leave it out", "60/m burst 0.5|never holds a whole|burst 1",
					"60/m burst 5 burst 6|'burst' where|10/m", "60/m margin|nothing behind margin|200ms",
					"10/m margin 60s|not shorter|200ms", "10/m margin -1s|is negative|5s",
					"10/m margin soon|not a duration|200ms", "10/month@UTC margin 28d|not shorter|200ms",
					"10/year@UTC margin 365d|not shorter|200ms", "10/m please|'please' where|10/m",
					"5 concurrent/m|dimension that cannot be, 'concurrent'|requests",
					"5 burst/m|dimension that cannot be|requests", "5 Tokens/m|dimension that cannot be|requests",
					"5 request/m|which nothing counts|write requests", "5 token/m|which nothing counts|write tokens",
					"5 tokens concurrent|has no window|5 concurrent", "0 concurrent|is zero|leave it out",
					"1.5 concurrent|whole number|5 concurrent", "5 concurrent burst 3|says more|entries of their own",
					"5 concurrent margin 1s|says more|entries of their own" })
	void aMistakeHasItsReasonAndAWayOut(String text, String reason, String wayOut) {
		assertThatIllegalArgumentException().isThrownBy(() -> LimitDefinition.parse(text))
			.withNoCause()
			.withMessageStartingWith("'")
			.withMessageContaining(reason)
			.withMessageContaining(wayOut);
	}

}
