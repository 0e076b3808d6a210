package io.apipool.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One start of the web application in a Java of its own.
 *
 * @param millis from the start of its process until it has started
 * @param processorMillis how long processors were busy with it
 */
record Start(double millis, double processorMillis) {

	static Start of(String classPath, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						WebApplication.class.getName(), "--server.port=0", "--spring.main.banner-mode=off",
						"--logging.level.root=warn"));
		command.addAll(arguments);
		long start = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		StringBuilder said = new StringBuilder();
		try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(WebApplication.STARTED)) {
					long processor = Long.parseLong(line.substring(WebApplication.STARTED.length()));
					return new Start((System.nanoTime() - start) / 1e6, processor / 1e6);
				}
				said.append(line).append('\n');
			}
		}
		throw new IllegalStateException("the application did not start: " + said);
	}

}
