package io.apipool.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManualTimekeeperTests {

	private static final Instant START = Instant.parse("2026-03-08T09:59:00Z");

	private final ManualTimekeeper time = new ManualTimekeeper(START);

	private final List<String> ran = new ArrayList<>();

	@Test
	void standsStillUntilItIsMoved() {
		long nanos = this.time.nanoTime();
		assertThat(this.time.instant()).isEqualTo(START);
		this.time.advance(Duration.ofMillis(1500));
		assertThat(this.time.nanoTime() - nanos).isEqualTo(1_500_000_000L);
		assertThat(this.time.instant()).isEqualTo(START.plusMillis(1500));
	}

	@Test
	void doesNotGoBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.time.advance(Duration.ofNanos(-1)));
	}

	@Test
	void runsTimersInOrderEachAtItsOwnInstant() {
		timer("b", 2);
		timer("c", 2);
		timer("a", 1);
		timer("late", 11);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.ran).containsExactly("a@1", "b@2", "c@2");
		assertThat(this.time.instant()).isEqualTo(START.plusSeconds(10));
		assertThat(this.time.pendingTimers()).isEqualTo(1);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.ran).last().isEqualTo("late@11");
	}

	@Test
	void runsWhatATimerSchedulesWhenThatIsDueToo() {
		this.time.schedule(START.plusSeconds(1), () -> {
			timer("at once", 0);
			timer("later", 3);
			timer("too late", 5);
		});
		timer("between", 2);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(this.ran).containsExactly("at once@1", "between@2", "later@3");
	}

	@Test
	void runsATimerOfThePastWithTheNextMoveEvenOfZero() {
		timer("past", -5);
		assertThat(this.ran).isEmpty();
		this.time.advance(Duration.ZERO);
		assertThat(this.ran).containsExactly("past@0");
	}

	@Test
	void aStepOfTheWallClockMovesNoTimer() {
		timer("set before", 2);
		long nanos = this.time.nanoTime();
		this.time.stepWall(Duration.ofHours(-1));
		assertThat(this.time.nanoTime()).isEqualTo(nanos);
		assertThat(this.time.instant()).isEqualTo(START.minus(Duration.ofHours(1)));
		this.time.schedule(this.time.instant().plusSeconds(1), () -> this.ran.add("set after"));
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.ran).containsExactly("set after");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.ran).hasSize(2);
	}

	@Test
	void aCancelledTimerDoesNotRunAndIsForgotten() throws Exception {
		AutoCloseable timer = this.time.schedule(START.plusSeconds(1), () -> this.ran.add("never"));
		timer.close();
		timer.close();
		assertThat(this.time.pendingTimers()).isZero();
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.ran).isEmpty();
	}

	@Test
	void anInstantBeyondAllReckoningIsNeverDue() {
		this.time.schedule(Instant.MAX, () -> this.ran.add("never"));
		this.time.advance(Duration.ofDays(36500));
		assertThat(this.ran).isEmpty();
	}

	@Test
	void aTimerThatThrowsStopsNeitherTimeNorTheOthers() {
		this.time.schedule(START.plusSeconds(1), () -> {
			throw new IllegalStateException("first");
		});
		this.time.schedule(START.plusSeconds(2), () -> {
			throw new IllegalStateException("second");
		});
		timer("other", 3);
		assertThatThrownBy(() -> this.time.advance(Duration.ofSeconds(4))).hasMessage("first")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
		assertThat(this.ran).containsExactly("other@3");
		assertThat(this.time.instant()).isEqualTo(START.plusSeconds(4));
	}

	@Test
	void aTimerMayAdvanceAndTimeNeverGoesBack() {
		this.time.schedule(START.plusSeconds(1), () -> this.time.advance(Duration.ofSeconds(5)));
		timer("inner", 4);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.ran).containsExactly("inner@4");
		assertThat(this.time.instant()).isEqualTo(START.plusSeconds(6));
	}

	@Test
	void holdsNoLockWhileATimerRuns() {
		this.time.schedule(START.plusSeconds(1),
				() -> this.ran.add(CompletableFuture.supplyAsync(() -> offset() + " seen by another thread").join()));
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.ran).containsExactly("1 seen by another thread");
	}

	private void timer(String name, long seconds) {
		this.time.schedule(START.plusSeconds(seconds), () -> this.ran.add(name + "@" + offset()));
	}

	private long offset() {
		return Duration.between(START, this.time.instant()).toSeconds();
	}

}
