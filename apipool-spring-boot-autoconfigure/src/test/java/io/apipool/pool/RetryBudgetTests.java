package io.apipool.pool;

import java.time.Duration;

import io.apipool.definition.RetryDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTests {

	private final RetryBudget budget = new RetryBudget(0);

	private long attempts;

	private int retries(int asked, Duration at) {
		int taken = 0;
		for (int i = 0; i < asked; i++) {
			if (this.budget.take(RetryDefinition.DEFAULTS, this.attempts, at.toNanos())) {
				this.attempts++;
				taken++;
			}
		}
		return taken;
	}

	@Test
	void tenAreAlwaysAllowed() {
		assertThat(retries(100, Duration.ofSeconds(1))).isEqualTo(10);
	}

	@Test
	void aFifthOfTheLastMinutesCallsIsAllowedAndRetriesAreNoCalls() {
		this.attempts = 500;
		assertThat(retries(500, Duration.ofSeconds(1))).isEqualTo(100);
		assertThat(retries(500, Duration.ofSeconds(30))).isZero();
	}

	@Test
	void whatIsOlderThanAMinuteNoLongerCounts() {
		this.attempts = 500;
		retries(500, Duration.ofSeconds(1));
		assertThat(retries(500, Duration.ofSeconds(62))).isEqualTo(10);
	}

	@Test
	void callsAreSpreadOverTheTimeInWhichTheyCame() {
		this.attempts = 1200;
		assertThat(retries(1000, Duration.ofSeconds(119))).isEqualTo(120);
	}

}
