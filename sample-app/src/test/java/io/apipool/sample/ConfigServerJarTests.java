package io.apipool.sample;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged sample with the profile "config", and the packaged config server beside
 * it, as the page about live keys says. Runs once both jars are there.
 */
@Tag("any-jdk")
@Timeout(300)
class ConfigServerJarTests {

	private static final String JAR = System.getProperty("sample.jar", "target/sample-app.jar");

	private static final String SERVER = System.getProperty("config-server.jar",
			"../apipool-config-tests/target/config-server.jar");

	private final List<Process> processes = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() throws InterruptedException {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor();
		}
	}

	@Test
	void aKeyThatIsAddedToTheFileOfTheServerJoinsThePoolOfTheSample() throws Exception {
		write("demo-one", "demo-two");
		String server = until(start(SERVER, "--files=" + this.directory), "Serving .* at (http://localhost:\\d+)");
		BufferedReader output = start(JAR, "--spring.profiles.active=config", "--config-server=" + server,
				"--sample.documents=2", "--sample.directory=" + this.directory.resolve("usage"));
		String sample = until(output, "Watch the pools at (http://localhost:\\d+)/.*");
		until(output, "(all) +2 .*");
		assertThat(get(sample)).contains("team-1", "team-2").doesNotContain("team-3", "gemini-1");
		write("demo-one", "demo-two", "{cipher}" + encrypt(server, "demo-three"));
		assertThat(refresh(sample)).contains("apipool.pools.gemini.keys[2].id");
		assertThat(until(output, ".* : (Keys of pool gemini: .*)")).endsWith("added team-3");
		assertThat(get(sample)).contains("team-1", "team-2", "team-3").doesNotContain("demo-");
	}

	private void write(String... secrets) throws Exception {
		StringBuilder yaml = new StringBuilder("apipool.pools.gemini.keys:\n");
		for (int i = 0; i < secrets.length; i++) {
			yaml.append("  - {id: team-%d, value: '%s'}%n".formatted(i + 1, secrets[i]));
		}
		Files.writeString(this.directory.resolve("sample.yml"), yaml);
	}

	private BufferedReader start(String jar, String... arguments) throws Exception {
		assertThat(Files.exists(Path.of(jar))).as(jar + " is made by mvn verify").isTrue();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-jar", jar, "--server.port=0"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.processes.add(process);
		return process.inputReader();
	}

	private static String until(BufferedReader output, String expected) throws Exception {
		Pattern pattern = Pattern.compile(expected);
		List<String> lines = new ArrayList<>();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			lines.add(line);
			Matcher matcher = pattern.matcher(line);
			if (matcher.matches()) {
				return matcher.group(1);
			}
		}
		throw new AssertionError("no line '" + expected + "' in " + lines);
	}

	private static String get(String sample) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(sample + "/actuator/apipool/gemini")));
	}

	private static String encrypt(String server, String secret) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(server + "/encrypt"))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(secret)));
	}

	private static String refresh(String sample) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(sample + "/actuator/refresh")).POST(BodyPublishers.noBody()));
	}

	private static String send(HttpRequest.Builder request) throws Exception {
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
	}

}
