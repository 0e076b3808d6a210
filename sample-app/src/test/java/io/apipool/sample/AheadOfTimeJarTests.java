package io.apipool.sample;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the packaged sample as it was processed ahead of time. Runs once the jar is
 * there.
 */
@Tag("any-jdk")
class AheadOfTimeJarTests {

	private static final String JAR = System.getProperty("sample.jar", "target/sample-app.jar");

	private static List<String> untilTheTables(Process process) throws Exception {
		List<String> lines = new ArrayList<>();
		try (BufferedReader output = process.inputReader()) {
			String line = output.readLine();
			while (line != null) {
				lines.add(line);
				line = (sums(lines).size() == 2) ? null : output.readLine();
			}
		}
		return lines;
	}

	private static List<String> sums(List<String> lines) {
		return lines.stream().filter((line) -> line.startsWith("all ")).toList();
	}

	@Test
	@Timeout(120)
	void annotatedMethodsAndRequestsTakeTheirKeysAlsoWhenProcessedAheadOfTime(@TempDir Path directory)
			throws Exception {
		assertThat(Files.exists(Path.of(JAR))).as(JAR + " is made by mvn verify").isTrue();
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Dspring.aot.enabled=true", "-XX:TieredStopAtLevel=1", "-jar", JAR,
				"--server.port=0", "--sample.documents=30", "--sample.directory=" + directory,
				"--logging.level.io.apipool.sample=info")
			.redirectErrorStream(true)
			.start();
		try {
			List<String> lines = untilTheTables(process);
			assertThat(lines).anyMatch((line) -> line.contains("Starting AOT-processed SampleApplication"));
			assertThat(sums(lines)).hasSize(2).allMatch((line) -> line.matches("all +30 +0 +\\d+ +0.*"));
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

}
