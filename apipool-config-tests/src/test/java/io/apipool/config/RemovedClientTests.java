package io.apipool.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import io.apipool.client.RotatingClients;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key leaves while requests that carry it are with the provider.
 */
@Tag("any-jdk")
@Timeout(300)
class RemovedClientTests {

	private static final int CALLS = 50;

	private final CountDownLatch arrived = new CountDownLatch(CALLS);

	private final CountDownLatch answered = new CountDownLatch(1);

	private final Queue<String> closed = new ConcurrentLinkedQueue<>();

	private final CountDownLatch firstClosed = new CountDownLatch(1);

	@TempDir
	private Path files;

	@Test
	void fiftyCallsOfAKeyThatLeavesEndNormallyAndThenItsClientIsClosed() throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		HttpServer provider = provider(threads);
		try (ConfigServer server = new ConfigServer(this.files)) {
			server.write("client", "apipool.pools.demo.keys: [{id: a, value: canary-a}]");
			try (ClientApplication client = new ClientApplication(server, "")) {
				Vendor vendor = RotatingClients.of(client.pools().get("demo"), Vendor.class,
						(key) -> new VendorClient(provider.getAddress().getPort(), key.value(), this::closed));
				List<CompletableFuture<String>> calls = new ArrayList<>();
				for (int i = 0; i < CALLS; i++) {
					calls.add(CompletableFuture.supplyAsync(vendor::ask, threads));
				}
				this.arrived.await();
				server.write("client", "apipool.pools.demo.keys: [{id: b, value: canary-b}]");
				client.refresh();
				assertThat(vendor.ask()).isEqualTo("canary-b");
				assertThat(this.closed).isEmpty();
				this.answered.countDown();
				assertThat(calls).allSatisfy((call) -> assertThat(call.join()).isEqualTo("canary-a"));
				this.firstClosed.await();
				assertThat(this.closed).containsExactly("canary-a");
			}
		}
		finally {
			provider.stop(0);
			threads.shutdownNow();
		}
	}

	private void closed(String secret) {
		this.closed.add(secret);
		this.firstClosed.countDown();
	}

	/**
	 * Answers with the key that came, and holds the calls of the first key.
	 */
	private HttpServer provider(ExecutorService threads) throws Exception {
		HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
		provider.setExecutor(threads);
		provider.createContext("/", (exchange) -> {
			String secret = exchange.getRequestHeaders().getFirst("x-api-key");
			if (secret.equals("canary-a")) {
				this.arrived.countDown();
				await(this.answered);
			}
			exchange.sendResponseHeaders(200, secret.length());
			exchange.getResponseBody().write(secret.getBytes());
			exchange.close();
		});
		provider.start();
		return provider;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A vendor's client.
	 */
	interface Vendor extends AutoCloseable {

		String ask();

		@Override
		void close();

	}

	/**
	 * The client of one key: closed, it sends nothing more.
	 *
	 * @param port the provider's
	 * @param secret the key
	 * @param closed told when it is closed
	 */
	record VendorClient(int port, String secret, Consumer<String> closed) implements Vendor {

		@Override
		public String ask() {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port))
				.header("x-api-key", this.secret)
				.build();
			try {
				return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void close() {
			this.closed.accept(this.secret);
		}

	}

}
