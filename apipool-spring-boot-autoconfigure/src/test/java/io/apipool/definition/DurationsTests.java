package io.apipool.definition;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for durations and rates.
 */
class DurationsTests {

	@ParameterizedTest
	@CsvSource({ "5s,PT5S", "200ms,PT0.2S", "10m,PT10M", "2h,PT2H", "32d,PT768H", "1us,PT0.000001S",
			"7ns,PT0.000000007S", "250,PT0.25S", "0,PT0S", "PT1M30S,PT1M30S", "pt5s,PT5S", "5S,PT5S", "' 5s ',PT5S" })
	void aDurationIsWrittenAsInSpringBoot(String text, Duration expected) {
		assertThat(Durations.parse(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "s", "5x", "5 s", "1.5s", "soon", "-5s", "PT-5S", "36501d", "999999999999999999d",
			"99999999999999999999s", "PT99999999999999999999S" })
	void whatIsNoDurationSaysHowToWriteOne(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text))
			.withMessageMatching("'.*' .*: write .*");
	}

	@ParameterizedTest
	@CsvSource({ "2/s,2", "0.01/s,0.01", "1k/s,1000", "30/min,0.5", "0.5/m,0.008333333", "3600/hour,1",
			"86.4/d,0.001" })
	void aRateIsInUnitsASecond(String text, double expected) {
		assertThat(RateParser.parse(text)).isCloseTo(expected, within(1e-9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2", "/s", "2/", "2/month", "2/2s", "0/s", "-1/s", "fast/s" })
	void whatIsNoRateSaysHowToWriteOne(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RateParser.parse(text)).withMessageContaining("'" + text);
	}

}
