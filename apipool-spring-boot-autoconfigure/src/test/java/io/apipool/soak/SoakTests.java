package io.apipool.soak;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose keys come and go, whose provider fails, throttles, rejects and
 * hangs, and whose database goes away, while callers of every kind never relent. With
 * {@code -Dsoak.minutes=20} it lasts so long.
 */
class SoakTests {

	@Test
	@Timeout(value = 3, unit = TimeUnit.HOURS)
	void nothingIsLeftBehindAndEveryAttemptIsCounted(@TempDir Path directory) throws Exception {
		Plan plan = Plan.of(Double.parseDouble(System.getProperty("soak.minutes", "0.2")));
		Verdict verdict = new Soak(plan).run(directory);
		System.out.println(verdict);
		assertThat(verdict.wrong()).isEmpty();
	}

}
