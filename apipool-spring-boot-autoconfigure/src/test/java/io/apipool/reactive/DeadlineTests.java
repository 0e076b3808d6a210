package io.apipool.reactive;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-01-01T00:00:00Z"));

	private final AtomicInteger passed = new AtomicInteger();

	private final Deadline deadline = new Deadline(this.time, this.passed::incrementAndGet);

	@Test
	void passesOnceWhenTheTimeIsOver() {
		this.deadline.in(Duration.ofSeconds(10));
		advance(9);
		assertThat(this.passed).hasValue(0);
		advance(1);
		assertThat(this.passed).hasValue(1);
		assertThat(this.time.pendingTimers()).isZero();
	}

	@Test
	void isMovedOnWithOneTimer() {
		this.deadline.in(Duration.ofSeconds(10));
		advance(6);
		this.deadline.in(Duration.ofSeconds(10));
		assertThat(this.time.pendingTimers()).isOne();
		advance(9);
		assertThat(this.passed).hasValue(0);
		advance(1);
		assertThat(this.passed).hasValue(1);
	}

	@Test
	void isMovedToAnEarlierInstant() {
		this.deadline.in(Duration.ofSeconds(10));
		this.deadline.in(Duration.ofSeconds(2));
		assertThat(this.time.pendingTimers()).isOne();
		advance(2);
		assertThat(this.passed).hasValue(1);
	}

	@Test
	void neverPassesOnceClosed() {
		this.deadline.in(Duration.ofSeconds(10));
		this.deadline.close();
		this.deadline.in(Duration.ofSeconds(1));
		assertThat(this.time.pendingTimers()).isZero();
		advance(20);
		assertThat(this.passed).hasValue(0);
	}

	private void advance(int seconds) {
		this.time.advance(Duration.ofSeconds(seconds));
	}

}
