package io.apipool.sample;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the packaged sample's job as a process. Runs once the jar is there.
 */
@Tag("any-jdk")
@Timeout(120)
class PriceJobJarTests {

	private static final String JAR = System.getProperty("sample.jar", "target/sample-app.jar");

	@TempDir
	private Path directory;

	@Test
	void theProcessEndsByItselfAlsoWhenProcessedAheadOfTime() throws Exception {
		Process process = start("-Dspring.aot.enabled=true", "200");
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.lines())
				.anyMatch((line) -> line.contains("195 of 195 distinct items succeeded, 0 failed"))
				.anyMatch((line) -> line.matches("all +\\d+ +0 +\\d+ +0"));
			assertThat(process.waitFor()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void whoStopsItSeesWhatWasDone() throws Exception {
		Process process = start("-Dspring.aot.enabled=false", "100000");
		try (BufferedReader output = process.inputReader()) {
			String line = output.readLine();
			while (line != null && !line.matches("\\d+ of \\d+ .*")) {
				line = output.readLine();
			}
			process.toHandle().destroy();
			List<String> rest = output.lines().toList();
			assertThat(rest).anyMatch((each) -> each.matches("Stopped after .* distinct items succeeded, 0 failed.*"))
				.anyMatch((each) -> each.matches("all +\\d+ +0 +\\d+ +0"))
				.noneMatch((each) -> each.contains("Exception") || each.contains("WARN"));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(String property, String items) throws Exception {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), property,
				"-XX:TieredStopAtLevel=1", "-jar", JAR, "--job=prices", "--sample.items=" + items,
				"--sample.directory=" + this.directory)
			.redirectErrorStream(true)
			.start();
	}

}
