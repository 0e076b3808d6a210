package io.apipool.restart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link CallingApplication} that is spoken to, and killed.
 */
final class CallingProcess implements AutoCloseable {

	private final List<String> log = new ArrayList<>();

	private final Process process;

	private final PrintWriter in;

	private final BufferedReader out;

	private CallingProcess(Process process) {
		this.process = process;
		this.in = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
		this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	static CallingProcess start(String... properties) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), CallingApplication.class.getName()));
		Stream.of(properties).map((property) -> "--" + property).forEach(command::add);
		CallingProcess started = new CallingProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
		started.answer();
		return started;
	}

	/** Says a line and returns what is answered. */
	String tell(String line) {
		this.in.println(line);
		return answer();
	}

	int calls(int wanted) {
		return Integer.parseInt(tell("call " + wanted));
	}

	/** Kills it as {@code kill -9} does: nothing of it runs any more. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		this.process.waitFor();
	}

	private String answer() {
		try {
			for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
				if (line.startsWith("> ")) {
					return line.substring(2);
				}
				this.log.add(line);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw new IllegalStateException("It ended:\n" + String.join("\n", this.log));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
