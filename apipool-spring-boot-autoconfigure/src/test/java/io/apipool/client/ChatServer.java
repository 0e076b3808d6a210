package io.apipool.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers as OpenAI does, and notes which key was used for what.
 */
final class ChatServer implements AutoCloseable {

	private static final String COMPLETION = """
			{"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-4o", "choices": [{"index": 0,
			"finish_reason": "stop", "logprobs": null, "message": {"role": "assistant", "content": "%s", "refusal": null}}]}
			""";

	private static final String CHUNK = """
			data: {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o", "choices": [{"index": 0, \
			"finish_reason": "stop", "logprobs": null, "delta": {"role": "assistant", "content": "%s"}}]}

			data: [DONE]

			""";

	private static final String SLOW_DOWN = """
			{"error": {"message": "Rate limit reached", "type": "requests", "param": null, "code": "rate_limit_exceeded"}}
			""";

	final List<String> requests = new CopyOnWriteArrayList<>();

	final Set<String> throttled = ConcurrentHashMap.newKeySet();

	private final HttpServer server;

	ChatServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String address() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/v1";
	}

	List<String> taken() {
		List<String> taken = List.copyOf(this.requests);
		this.requests.clear();
		return taken;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replace("Bearer ", "");
		this.requests.add(key + " " + exchange.getRequestURI().getPath());
		boolean streams = body.contains("\"stream\":true");
		if (this.throttled.contains(key)) {
			exchange.getResponseHeaders().add("Retry-After", "30");
			send(exchange, 429, "application/json", SLOW_DOWN);
		}
		else {
			send(exchange, 200, streams ? "text/event-stream" : "application/json",
					(streams ? CHUNK : COMPLETION).formatted("by " + key));
		}
	}

	private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
