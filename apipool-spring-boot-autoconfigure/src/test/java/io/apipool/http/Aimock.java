package io.apipool.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.opentest4j.TestAbortedException;

/**
 * A server that knows nothing of us: the npm package {@code @copilotkit/aimock}, which
 * speaks the dialects of several model providers on one loopback port. It is put below
 * {@code target}, runs as a child process, and takes the keys {@code good-one} and
 * {@code good-two} alone.
 * <p>
 * Where it cannot be had the tests are skipped with a printed line, unless the
 * environment variable {@value #DEMAND} says {@code required}.
 */
final class Aimock implements AutoCloseable {

	private static final String DEMAND = "AIMOCK_TESTS";

	private static final String PACKAGE = "@copilotkit/aimock";

	private static final String VERSION = "1.43.0";

	private static final Path HOME = Path.of("target", "aimock").toAbsolutePath();

	private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

	private final Process process;

	private final Thread killer;

	private final String url;

	private Aimock(Process process) throws IOException, InterruptedException {
		this.process = process;
		this.killer = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.killer);
		try {
			this.url = CompletableFuture.supplyAsync(this::announced).get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			close();
			throw new IOException("it did not start", ex);
		}
	}

	/**
	 * Installs the package, if it is not there yet, and starts it.
	 * @param fixtures what it answers, in its own format
	 * @throws TestAbortedException if it cannot be had and is not demanded
	 */
	static Aimock start(String fixtures) throws Exception {
		try {
			install();
			return new Aimock(launch(fixtures));
		}
		catch (IOException ex) {
			if ("required".equals(System.getenv(DEMAND))) {
				throw ex;
			}
			String message = "Skipped: the tests against " + PACKAGE + " " + VERSION + ": " + ex.getMessage();
			System.out.println(message);
			throw new TestAbortedException(message);
		}
	}

	private static Process launch(String fixtures) throws IOException {
		Path file = Files.writeString(HOME.resolve("fixtures.json"), fixtures);
		ProcessBuilder builder = new ProcessBuilder(HOME.resolve("node_modules/.bin/llmock").toString(), "--port", "0",
				"--host", "127.0.0.1", "--fixtures", file.toString());
		builder.environment().put("AIMOCK_API_KEYS", "good-one,good-two");
		return builder.redirectErrorStream(true).start();
	}

	private static void install() throws IOException, InterruptedException {
		Path installed = HOME.resolve("node_modules").resolve(PACKAGE).resolve("package.json");
		if (Files.exists(installed) && Files.readString(installed).contains("\"version\": \"" + VERSION + "\"")) {
			return;
		}
		Files.createDirectories(HOME);
		List<String> command = new ArrayList<>(List.of("npm", "install", "--prefix", HOME.toString(), "--no-save",
				"--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier", PACKAGE + "@" + VERSION));
		Path log = HOME.resolve("npm.log");
		Process npm = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
				throw new IOException("npm could not install it, see " + log);
			}
		}
		finally {
			npm.destroyForcibly();
		}
	}

	/**
	 * Reads what the server prints until it says where it is, then on and on, so that it
	 * is never kept from printing.
	 */
	private String announced() {
		BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		StringBuilder printed = new StringBuilder();
		try {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				Matcher matcher = LISTENING.matcher(line);
				if (matcher.find()) {
					Thread reader = new Thread(() -> output.lines().forEach((more) -> {
					}), "aimock-output");
					reader.setDaemon(true);
					reader.start();
					return matcher.group(1);
				}
				printed.append(line).append('\n');
			}
		}
		catch (IOException ex) {
			printed.append(ex);
		}
		throw new IllegalStateException("it printed " + printed);
	}

	/**
	 * Returns where the server is.
	 * @return its address, without a path
	 */
	String url() {
		return this.url;
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		Runtime.getRuntime().removeShutdownHook(this.killer);
	}

}
