package io.apipool.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A server whose streams of events never end, and that knows which connections are open.
 */
final class StreamingServer implements AutoCloseable {

	private static final byte[] EVENT = "data: {\"usage\":{\"in\":7,\"out\":1}}\n\n".getBytes(StandardCharsets.UTF_8);

	private final AtomicInteger open = new AtomicInteger();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.doOnConnection((connection) -> {
			opened(1);
			connection.onDispose(() -> opened(-1));
		})
		.handle((request, response) -> response.sse()
			.sendByteArray(Mono.just(EVENT)
				.concatWith(Flux.interval(Duration.ofMillis(500)).onBackpressureDrop().map((tick) -> EVENT))))
		.bindNow();

	private synchronized void opened(int change) {
		this.open.addAndGet(change);
		notifyAll();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	/**
	 * Waits until no connection is open.
	 * @return whether that happened in time
	 */
	synchronized boolean awaitNoneOpen(Duration atMost) throws InterruptedException {
		long end = System.nanoTime() + atMost.toNanos();
		while (this.open.get() > 0 && end - System.nanoTime() > 0) {
			wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
		}
		return this.open.get() == 0;
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
