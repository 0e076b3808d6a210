package io.apipool.sample;

import java.nio.file.Path;

import io.apipool.honest.HonestProvider;
import io.apipool.honest.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class PriceJobTests {

	private static final int ITEMS = 400;

	private static final int DISTINCT = 390;

	@TempDir
	private Path directory;

	@Test
	void everyPriceIsAskedForOnceAndNoKeyComesBeyondItsLimit(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--job=prices", "--sample.items=" + ITEMS)) {
			Report report = context.getBean("priceProvider", HonestProvider.class).report();
			assertThat(report.accepted()).isEqualTo(DISTINCT);
			assertThat(report.beyond()).isZero();
			assertThat(report.accounts()).allMatch((account) -> account.accepted() >= DISTINCT / 10);
			assertThat(output)
				.containsPattern(
						"Done after [0-9.]+ s: " + DISTINCT + " of " + DISTINCT + " distinct items succeeded, 0 failed")
				.containsPattern("prices-5 +\\d+ +0 {2,}0\\s+all +\\d+ +0 +\\d+ +0")
				.doesNotContain("Summarising", "gemini-1", "\r");
		}
	}

	@Test
	void anUnknownJobIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> start("--job=price"))
			.withMessageContaining("--job=price: there is no such job, only --job=prices");
	}

	private ConfigurableApplicationContext start(String... args) {
		return SampleApplication.start(StringUtils.addStringToArray(args, "--sample.directory=" + this.directory));
	}

}
