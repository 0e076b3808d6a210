package io.apipool.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on a free loopback port that remembers what it received.
 */
public final class TestServer implements AutoCloseable {

	/** What was received, in order. */
	public final List<Received> received = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "test-server");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpServer server;

	private final String host;

	/**
	 * Starts a server.
	 * @param answering answers each request
	 */
	public TestServer(Answering answering) {
		this("127.0.0.1", answering);
	}

	TestServer(String host, Answering answering) {
		this.host = host;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", handler(answering));
		this.server.start();
	}

	private HttpHandler handler(Answering answering) {
		return (exchange) -> {
			try (exchange) {
				String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
				Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
				exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
				Received received = new Received(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
				this.received.add(received);
				answering.answer(received, exchange);
			}
		};
	}

	/**
	 * Returns where it is.
	 * @return its address, without a path
	 */
	public URI uri() {
		return URI.create("http://" + this.host + ":" + this.server.getAddress().getPort());
	}

	/**
	 * Sends an answer.
	 * @param exchange the exchange, whose headers are set
	 * @param status the status
	 * @param body the body
	 * @throws IOException if the client has gone
	 */
	public static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * Answers a request.
	 */
	public interface Answering {

		/**
		 * Answers.
		 * @param received the request
		 * @param exchange to be answered
		 * @throws IOException if the client has gone
		 */
		void answer(Received received, HttpExchange exchange) throws IOException;

	}

	/**
	 * What was received.
	 *
	 * @param method the method
	 * @param uri the path and query
	 * @param headers the first value of each header, names in any case
	 * @param body the body
	 */
	public record Received(String method, URI uri, Map<String, String> headers, String body) {

		/** Returns the key of the {@code Authorization} header, or an empty text. */
		String key() {
			return Objects.requireNonNullElse(this.headers.get("Authorization"), "").replace("Bearer ", "");
		}

	}

}
