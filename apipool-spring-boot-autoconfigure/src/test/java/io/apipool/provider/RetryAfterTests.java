package io.apipool.provider;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "30, 2026-11-22T12:00:30Z", "' 2 ', 2026-11-22T12:00:02Z", "0.25, 2026-11-22T12:00:00.250Z",
			"1.5, 2026-11-22T12:00:01.500Z", "'Sun, 22 Nov 2026 12:01:00 GMT', 2026-11-22T12:01:00Z",
			"86400, 2026-11-23T12:00:00Z" })
	void secondsDecimalsAndDatesAreRead(String value, Instant expected) {
		assertThat(RetryAfter.parse(value, NOW)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0", "0.0", "-1", "-0.5", "Sun, 22 Nov 2026 11:59:00 GMT",
			"Sun, 22 Nov 2026 12:00:00 GMT", "soon", "1m", "1d", "2f", "0x1p3", "NaN", "Infinity", "1,5", "10 s", ":" })
	void whatIsPastOrCannotBeReadIsAsIfNotGiven(String value) {
		assertThat(RetryAfter.parse(value, NOW)).isNull();
	}

	@Test
	void noHeaderIsNoInstant() {
		assertThat(RetryAfter.parse(null, NOW)).isNull();
	}

	@Test
	void anAbsurdNumberOfSecondsIsStillAnInstant() {
		assertThat(RetryAfter.parse("1e300", NOW)).isAfter(NOW);
		assertThat(RetryAfter.parse("99999999999999999999", NOW)).isAfter(NOW);
	}

}
