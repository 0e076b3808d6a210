package io.apipool.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;

/** The application's side of a {@link ProviderProcess}. */
final class Provider implements AutoCloseable {

	private final Process process;

	private final PrintWriter in;

	private final BufferedReader out;

	private final URI uri;

	private Provider(Process process) {
		this.process = process;
		this.in = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
		this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.uri = URI.create(line());
	}

	static Provider start(Duration window) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new Provider(
				new ProcessBuilder(java, "-Xmx2g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						ProviderProcess.class.getName(), Long.toString(window.toMillis()))
					.redirectError(ProcessBuilder.Redirect.INHERIT)
					.start());
	}

	URI uri() {
		return this.uri;
	}

	/** Says a line and returns what is answered. */
	synchronized String tell(String line) {
		this.in.println(line);
		return line();
	}

	Counts report() {
		String[] words = tell("report").split(" ");
		return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]),
				Long.parseLong(words[3]));
	}

	/** Returns the numbers of all requests that were counted. */
	BitSet numbers() {
		BitSet numbers = new BitSet();
		for (String number : tell("numbers").split(" ")) {
			if (!number.isEmpty()) {
				numbers.set(Integer.parseInt(number));
			}
		}
		return numbers;
	}

	/** Lets the process stand still, and go on. */
	synchronized void hang(Duration duration) throws InterruptedException {
		signal("-STOP");
		try {
			Thread.sleep(duration.toMillis());
		}
		finally {
			signal("-CONT");
		}
	}

	private void signal(String signal) {
		try {
			new ProcessBuilder("kill", signal, Long.toString(this.process.pid())).start().onExit().join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String line() {
		try {
			String line = this.out.readLine();
			if (line == null) {
				throw new IllegalStateException("the provider has ended");
			}
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * What the provider counted.
	 *
	 * @param accepted requests within the limits
	 * @param beyond requests beyond a limit
	 * @param rejected requests with a key that is not accepted
	 * @param repeats requests that came a second time
	 */
	record Counts(long accepted, long beyond, long rejected, long repeats) {
	}

}
