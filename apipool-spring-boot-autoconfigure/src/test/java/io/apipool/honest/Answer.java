package io.apipool.honest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;

/**
 * The answer to one request. A client that went away ends it like any other. What is to
 * happen at the last byte happens just before it, so that a client that has the answer
 * finds its slot free.
 */
final class Answer {

	private static final Runnable NOTHING = () -> {
	};

	private final HttpExchange exchange;

	private final ScheduledExecutorService timer;

	private Runnable lastByte = NOTHING;

	Answer(HttpExchange exchange, ScheduledExecutorService timer) {
		this.exchange = exchange;
		this.timer = timer;
	}

	void onLastByte(Runnable task) {
		this.lastByte = task;
	}

	/** Adds a header unless its value is null. */
	void header(String name, String value) {
		if (value != null) {
			this.exchange.getResponseHeaders().set(name, value);
		}
	}

	void cut() {
		finish();
		this.exchange.close();
	}

	void send(int status, String json) {
		send(status, json, 1, 0);
	}

	void send(int status, String json, int parts, long pause) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		header("Content-Type", "application/json");
		try {
			this.exchange.sendResponseHeaders(status, (parts > 1) ? 0 : body.length);
			write(body, 0, parts, pause);
		}
		catch (IOException ex) {
			cut();
		}
	}

	private void write(byte[] body, int part, int parts, long pause) throws IOException {
		if (part == parts - 1) {
			finish();
		}
		this.exchange.getResponseBody()
			.write(Arrays.copyOfRange(body, body.length * part / parts, body.length * (part + 1) / parts));
		if (part == parts - 1) {
			this.exchange.close();
			return;
		}
		this.exchange.getResponseBody().flush();
		this.timer.schedule(() -> writeNext(body, part + 1, parts, pause), pause, TimeUnit.NANOSECONDS);
	}

	private void writeNext(byte[] body, int part, int parts, long pause) {
		try {
			write(body, part, parts, pause);
		}
		catch (IOException ex) {
			cut();
		}
	}

	private void finish() {
		Runnable task = this.lastByte;
		this.lastByte = NOTHING;
		task.run();
	}

}
