package io.apipool.benchmarks.goodput;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Usage;
import io.apipool.benchmarks.http.PooledClient;
import io.apipool.honest.HonestProvider;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/** A pool behind a {@code RestClient}. */
final class PoolClient implements Client, ApiKeyPoolListener {

	private static final String CALL = "X-Call-Id";

	private final AtomicLong numbers = new AtomicLong();

	private final ThreadLocal<String> current = ThreadLocal.withInitial(() -> "");

	private final Scene scene;

	private final PooledClient pool;

	private final RestClient client;

	PoolClient(Scene scene, HonestProvider provider) {
		this.scene = scene;
		Cell cell = scene.cell();
		this.pool = new PooledClient(
				new PooledClient.Target(provider.uri(), cell.contender() == Contender.HEADERS_UP,
						PooledClient.connected(provider.uri(), "/warm-up", cell.callers())),
				OurPools.of(scene), scene.gate(), List.of(this));
		this.client = this.pool.client().mutate().requestInterceptor(this::send).build();
	}

	/** The innermost interceptor: the key has been granted. */
	private ClientHttpResponse send(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		this.scene.gate().pass();
		this.current.set(Objects.requireNonNullElse(request.getHeaders().getFirst(CALL), ""));
		this.scene.journal().sends();
		ClientHttpResponse response = execution.execute(request, body);
		this.scene.gate().pass();
		return response;
	}

	@Override
	public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
		this.scene.journal().granted(this.current.get(), grantedAt);
	}

	@Override
	public void call() {
		this.client.get()
			.uri("/")
			.header(CALL, Long.toString(this.numbers.incrementAndGet()))
			.retrieve()
			.toBodilessEntity();
	}

	@Override
	public Map<String, Long> sentAt() {
		return Map.of();
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
