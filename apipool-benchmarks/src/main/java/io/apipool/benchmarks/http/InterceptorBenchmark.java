package io.apipool.benchmarks.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * What the pool's interceptor costs a request: a bare {@code RestClient}, one with an
 * interceptor that does nothing, and one over a pool of ten keys, whose limits never
 * refuse, call a server on loopback in turns, in one process. The processor time of a
 * request, the server's included, is not disturbed by what else the machine does; the
 * throughput is.
 */
public final class InterceptorBenchmark {

	private static final byte[] ANSWER = "{\"object\":\"list\",\"results\":[]}".getBytes(StandardCharsets.UTF_8);

	private static final String[] LIMITS = { "100M/s", "5000M/m", "1000 concurrent" };

	private static final int CONNECTIONS = 64;

	private InterceptorBenchmark() {
	}

	/**
	 * Runs.
	 * @param arguments {@code --short}; {@code --rounds=40} for how many rounds of each
	 * are judged; {@code --same}: the bare client beside itself, which shows the noise
	 * @throws IOException if the server does not start
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		int rounds = 40;
		boolean same = false;
		for (String argument : arguments) {
			switch (argument.split("=", 2)[0]) {
				case "--short" -> rounds = 10;
				case "--same" -> same = true;
				case "--rounds" -> rounds = Integer.parseInt(argument.substring(argument.indexOf('=') + 1));
				default ->
					throw new IllegalArgumentException(argument + " is not known: write --short, --rounds=40, --same");
			}
		}
		try (LoopbackServer server = new LoopbackServer(InterceptorBenchmark::answer)) {
			ClientHttpRequestFactory factory = PooledClient.connected(server.uri(), "/", CONNECTIONS);
			try (PooledClient pooled = new PooledClient(server.uri(), pool(), factory)) {
				RestClient bare = bare(server.uri(), factory);
				RestClient idle = bare.mutate()
					.requestInterceptor((request, body, execution) -> execution.execute(request, body))
					.build();
				compare(contenders(bare, same ? bare : idle, same ? bare : pooled.client()), rounds);
			}
		}
		System.exit(0);
	}

	private static Map<String, Rounds> contenders(RestClient bare, RestClient idle, RestClient pooled) {
		Map<String, Rounds> contenders = new LinkedHashMap<>();
		contenders.put("bare", new Rounds(() -> call(bare), CONNECTIONS));
		contenders.put("an interceptor that does nothing", new Rounds(() -> call(idle), CONNECTIONS));
		contenders.put("pooled", new Rounds(() -> call(pooled), CONNECTIONS));
		return contenders;
	}

	private static void compare(Map<String, Rounds> contenders, int rounds) throws InterruptedException {
		List<Rounds> inTurn = new ArrayList<>(contenders.values());
		for (int i = 0; i < rounds / 2; i++) {
			run(inTurn);
		}
		inTurn.forEach(Rounds::forget);
		for (int i = 0; i < rounds; i++) {
			run(inTurn);
			Collections.rotate(inTurn, 1);
		}
		Rounds bare = contenders.values().iterator().next();
		System.out.printf(Locale.ROOT, "%-34s %14s %8s %24s %8s   medians of %d rounds%n", "", "requests / s", "ratio",
				"processor us / request", "ratio", rounds);
		contenders.forEach((name, each) -> System.out.printf(Locale.ROOT, "%-34s %14.0f %8.3f %24.1f %8.3f%n", name,
				each.throughput(), each.throughput() / bare.throughput(), each.processor(),
				each.processor() / bare.processor()));
	}

	private static void run(List<Rounds> inTurn) throws InterruptedException {
		for (Rounds each : inTurn) {
			each.run();
		}
	}

	private static void call(RestClient client) {
		client.get().uri("/v1/pages").retrieve().body(String.class);
	}

	private static RestClient bare(URI server, ClientHttpRequestFactory factory) {
		return RestClient.builder()
			.baseUrl(server)
			.requestFactory(factory)
			.defaultHeader("Authorization", "Bearer secret-0")
			.build();
	}

	private static PoolDefinition pool() {
		List<KeyDefinition> keys = IntStream.range(0, 10)
			.mapToObj((i) -> KeyDefinition.of("key-" + i, "secret-" + i))
			.toList();
		return PoolDefinition.of("pages").withKeys(keys).withLimits(LIMITS);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, ANSWER.length);
		exchange.getResponseBody().write(ANSWER);
		exchange.close();
	}

}
