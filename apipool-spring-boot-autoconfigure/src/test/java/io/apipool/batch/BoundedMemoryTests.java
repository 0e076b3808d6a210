package io.apipool.batch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A batch of a million items, in a heap that holds their fingerprints and little more.
 */
@Tag("any-jdk")
@Timeout(120)
class BoundedMemoryTests {

	@Test
	void aMillionItemsStreamThroughAHeapOfSixtyFourMegabytes() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Xmx64m", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), MillionItems.class.getName(), "1000000")
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(printed).contains("1000000 1000000 in");
		assertThat(process.waitFor()).isZero();
		System.out.println(printed);
	}

}
