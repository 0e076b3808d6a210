package io.apipool.sample;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.batch.BatchProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final AtomicLong now = new AtomicLong();

	@Test
	void inATerminalOneLineOfLessThanEightyColumnsIsDrawnAnew() {
		ProgressLine line = line(true);
		at(line, 4000, new BatchProgress(1000, 1, OptionalLong.of(10_000)));
		at(line, 8000, new BatchProgress(10_000, 1234, OptionalLong.of(10_000)));
		assertThat(this.out.toString().split("\r")).extracting(String::stripTrailing)
			.containsExactly("", "[##......................]  1000 of 10000  250/s  1 failed  36 s left",
					"[########################]  10000 of 10000  1250/s  1234 failed  0 s left");
		assertThat(this.out.toString().split("\r")).extracting(String::length).containsExactly(0, 79, 79);
	}

	@Test
	void elsewhereAPlainLineIsPrintedNowAndThen() {
		ProgressLine line = line(false);
		for (int tenth = 1; tenth <= 65; tenth++) {
			at(line, 100 * tenth, new BatchProgress(10 * tenth, 0, OptionalLong.of(1000)));
		}
		assertThat(this.out.toString()).hasLineCount(2)
			.containsSubsequence("300 of 1000  100/s  0 failed  7 s left", "600 of 1000  100/s  0 failed  4 s left");
	}

	@Test
	void howLongItTakesIsNotSaidBeforeThreeSecondsNorWhereNobodyKnows() {
		ProgressLine line = line(true);
		at(line, 2000, new BatchProgress(5, 0, OptionalLong.of(10)));
		at(line, 5000, new BatchProgress(5, 0, OptionalLong.empty()));
		at(line, 5000, new BatchProgress(0, 0, OptionalLong.of(0)));
		assertThat(this.out.toString().split("\r")).extracting(String::stripTrailing)
			.containsExactly("", "[############............]  5 of 10  3/s  0 failed",
					"[........................]  5 of ?  1/s  0 failed",
					"[........................]  0 of 0  0/s  0 failed");
	}

	private ProgressLine line(boolean redrawn) {
		return new ProgressLine(new PrintStream(this.out, true), redrawn, this.now::get);
	}

	private void at(ProgressLine line, long millis, BatchProgress progress) {
		this.now.set(Duration.ofMillis(millis).toNanos());
		line.accept(progress);
	}

}
