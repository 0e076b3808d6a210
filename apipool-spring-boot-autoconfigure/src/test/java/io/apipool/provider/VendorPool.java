package io.apipool.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import io.apipool.CallRequest;
import io.apipool.GroupSnapshot;
import io.apipool.KeyLease;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.ModelSnapshot;
import io.apipool.PoolExhaustedException;
import io.apipool.PoolSnapshot;
import io.apipool.RestSnapshot;
import io.apipool.autoconfigure.definition.ConfiguredDefinitions;
import io.apipool.definition.Definitions;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.http.HttpClassifiers;
import io.apipool.http.HttpPools;
import io.apipool.http.PooledRestClients;
import io.apipool.http.TestServer;
import io.apipool.limit.LocalPermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PooledCalls;
import io.apipool.pool.Surroundings;
import io.apipool.test.ManualTimekeeper;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A pool of a shipped provider with two keys, each of an account of its own, over a
 * server that answers as is written: the first request with a sample, those after it with
 * an empty success. Nothing waits. Time stands still but for the second that the first
 * answer takes, which is there at {@link Sample#NOW}.
 */
final class VendorPool implements AutoCloseable {

	/** What each provider is asked, as {@code method path}. */
	static final Map<String, String> REQUESTS = Map.ofEntries(Map.entry("openai", "POST /chat/completions"),
			Map.entry("azure-openai", "POST /openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"),
			Map.entry("anthropic", "POST /v1/messages"),
			Map.entry("gemini", "POST /v1beta/models/gemini-2.5-pro:generateContent"),
			Map.entry("groq", "POST /chat/completions"), Map.entry("mistral", "POST /chat/completions"),
			Map.entry("openrouter", "POST /chat/completions"), Map.entry("deepseek", "POST /chat/completions"),
			Map.entry("cerebras", "POST /chat/completions"), Map.entry("notion", "GET /users"),
			Map.entry("vanta", "GET /v1/controls"), Map.entry("fieldguide", "GET /engagements"),
			Map.entry("airtable", "GET /app1/Tasks"), Map.entry("zapier", "POST /hooks/catch/1/abc"),
			Map.entry("slack", "POST /chat.postMessage"), Map.entry("github", "GET /user"),
			Map.entry("coingecko", "GET /simple/price?ids=bitcoin&vs_currencies=usd"),
			Map.entry("google-maps", "GET /maps/api/geocode/json?address=Berlin"),
			Map.entry("hubspot", "GET /crm/v3/objects/contacts"), Map.entry("stripe", "POST /v1/charges"));

	private static final List<String> IDS = List.of("one", "two");

	private static final Duration LATENCY = Duration.ofSeconds(1);

	private static final Map<Map<String, Object>, Definitions> BOUND = new ConcurrentHashMap<>();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final ManualTimekeeper time = new ManualTimekeeper(Sample.NOW.minus(LATENCY));

	private final TestServer server;

	private final String provider;

	private final DefaultApiKeyPools pools;

	private final RestClient client;

	/**
	 * Opens a pool.
	 * @param sample what is answered first
	 * @param more properties of the pool
	 */
	VendorPool(Sample sample, Map<String, Object> more) {
		this.server = new TestServer((received, exchange) -> answer(sample, exchange));
		this.provider = sample.provider();
		Definitions bound = BOUND.computeIfAbsent(more, VendorPool::bind);
		this.pools = new DefaultApiKeyPools(Definitions.of(toServer(bound.pools().get(this.provider))),
				new Surroundings(this.time, new LocalPermitStore(this.time), Runnable::run, new ArrayList<>(),
						new Surroundings.Classifiers(List.of(),
								HttpClassifiers.present(this.time, VendorPool.class.getClassLoader())),
						Map.of()));
		HttpPools http = new HttpPools(this.pools, new ApiProviders(bound.providers()),
				(other) -> this.pools.get(other.name()), false);
		this.client = new PooledRestClients(http, new DefaultListableBeanFactory()).builder(this.provider)
			.requestFactory(new JdkClientHttpRequestFactory(HTTP))
			.build();
	}

	private PoolDefinition toServer(PoolDefinition pool) {
		URI shipped = Shipped.provider(this.provider).baseUrl();
		URI here = URI.create(this.server.uri() + ((shipped != null) ? shipped.getPath() : ""));
		return new PoolDefinition(pool.name(), pool.keys(), pool.sources(),
				new ProviderBinding(this.provider, here, List.of(), null), pool.strategy(), pool.limits(),
				pool.waiting(), pool.policies(), pool.custom());
	}

	/**
	 * Binds a pool for each provider, of its name.
	 */
	private static Definitions bind(Map<String, Object> more) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String provider : REQUESTS.keySet()) {
			String pool = "apipool.pools." + provider + ".";
			properties.put(pool + "provider", provider);
			properties.put(pool + "max-wait", "0s");
			properties.put(pool + "cooldown.jitter", "0");
			for (int i = 0; i < IDS.size(); i++) {
				properties.put(pool + "keys[" + i + "].id", IDS.get(i));
				properties.put(pool + "keys[" + i + "].value", secret(IDS.get(i)));
				properties.put(pool + "keys[" + i + "].quota-group", "account-" + IDS.get(i));
			}
			more.forEach((name, value) -> properties.put(pool + name, value));
		}
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("written", properties));
		return new ConfiguredDefinitions(environment, Set::of, Map::of).get();
	}

	private static String secret(String id) {
		return "s3cret-" + id;
	}

	private void answer(Sample sample, HttpExchange exchange) throws IOException {
		if (this.server.received.size() > 1) {
			TestServer.send(exchange, 200, "");
			return;
		}
		this.time.advance(LATENCY);
		boolean events = sample.body().startsWith("data:") || sample.body().startsWith("event:")
				|| sample.body().startsWith(":");
		exchange.getResponseHeaders().add("Content-Type", events ? "text/event-stream" : "application/json");
		sample.headers()
			.lines()
			.map((line) -> line.split(": ", 2))
			.forEach((line) -> exchange.getResponseHeaders().add(line[0], line[1]));
		TestServer.send(exchange, sample.status(), sample.body());
	}

	/**
	 * Sends a request of the provider's kind.
	 * @return the status that the caller sees
	 */
	int send() {
		String[] request = Objects.requireNonNull(REQUESTS.get(this.provider)).split(" ", 2);
		RestClient.RequestBodySpec spec = this.client.method(HttpMethod.valueOf(request[0])).uri(request[1]);
		if (request[0].equals("POST")) {
			spec.contentType(MediaType.APPLICATION_JSON)
				.body(this.provider.equals("gemini") ? "{\"generationConfig\":{\"maxOutputTokens\":500}}"
						: "{\"model\":\"gpt-4o\",\"max_tokens\":500}");
		}
		ResponseEntity<String> answer = spec.retrieve().onStatus(HttpStatusCode::isError, (sent, response) -> {
		}).toEntity(String.class);
		return answer.getStatusCode().value();
	}

	List<TestServer.Received> received() {
		return this.server.received;
	}

	/**
	 * Tells whose secret a request carried.
	 * @return the key's id and the place
	 */
	static String keyOf(TestServer.Received request) {
		return IDS.stream()
			.flatMap(
					(id) -> Stream
						.concat(request.headers().entrySet().stream(),
								Stream.of(Map.entry("query",
										Objects.requireNonNullElse(request.uri().getRawQuery(), ""))))
						.filter((place) -> place.getValue().contains(secret(id)))
						.map((place) -> id + " in " + place.getKey() + ": "
								+ place.getValue().replace(secret(id), "?")))
			.collect(Collectors.joining(", "));
	}

	void advance(Duration duration) {
		this.time.advance(duration);
	}

	private PooledCalls pool() {
		return this.pools.get(this.provider);
	}

	PoolSnapshot snapshot() {
		return pool().snapshot();
	}

	KeySnapshot key(String id) {
		return snapshot().keys().stream().filter((key) -> key.id().equals(id)).findFirst().orElseThrow();
	}

	/**
	 * Tells how the attempts of the keys ended, as {@code one throttled, two succeeded}.
	 */
	String attempts() {
		return snapshot().keys()
			.stream()
			.flatMap((key) -> key.usage()
				.entrySet()
				.stream()
				.filter((entry) -> !entry.getKey().equals("calls") && entry.getValue() > 0)
				.map((entry) -> key.id() + " " + entry.getKey()))
			.collect(Collectors.joining(", "));
	}

	/**
	 * Tells who rests, how long and why.
	 */
	String rests() {
		Stream<String> accounts = snapshot().groups().stream().flatMap(this::rests);
		Stream<String> keys = snapshot().keys()
			.stream()
			.filter((key) -> key.state() == KeyState.INVALID || key.state() == KeyState.BANNED)
			.map((key) -> "key " + key.id() + " " + key.state().word() + " " + left(key.until()) + ": " + key.reason());
		String rests = Stream.of(accounts, keys, poolRests().stream())
			.flatMap((each) -> each)
			.collect(Collectors.joining("; "));
		return rests.isEmpty() ? "nobody" : rests;
	}

	private Stream<String> rests(GroupSnapshot group) {
		String id = group.keys().get(0);
		boolean credit = key(id).state() == KeyState.OUT_OF_CREDIT;
		Stream<String> own = told((credit ? "group" : "bucket") + " of " + id + " " + key(id).state().word(),
				group.rest());
		return Stream.concat(own,
				group.models().stream().flatMap((model) -> told(model.match() + " of " + id, model.rest())));
	}

	private Stream<String> told(String who, RestSnapshot rest) {
		return Stream.ofNullable(rest)
			.map((there) -> who + " " + left(there.until()) + " " + (there.announced() ? "announced" : "guessed") + ": "
					+ there.reason());
	}

	/**
	 * Tells whether the pool as a whole lets no call in, or none for the model.
	 */
	private Optional<String> poolRests() {
		Optional<String> pool = closed(CallRequest.of("any")).map((left) -> "pool " + left);
		return pool.isPresent() ? pool
				: closed(CallRequest.of("any").model(model())).map((left) -> "pool for " + model() + " " + left);
	}

	private String model() {
		return this.provider.equals("gemini") ? "gemini-2.5-pro" : "gpt-4o";
	}

	private Optional<String> closed(CallRequest request) {
		try (KeyLease lease = pool().acquire(request)) {
			return Optional.empty();
		}
		catch (PoolExhaustedException ex) {
			return ex.tally()
				.keySet()
				.stream()
				.filter((reason) -> reason.startsWith("provider "))
				.map((reason) -> ex.retryAfter().map(Duration::toString).orElse("?") + ": " + reason)
				.findFirst();
		}
	}

	/**
	 * Returns how long the longest rest of an account or key lasts.
	 */
	Optional<Duration> longestRest() {
		return snapshot().keys()
			.stream()
			.map(KeySnapshot::until)
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.map((until) -> Duration.between(this.time.instant(), until));
	}

	private String left(Instant until) {
		return (until != null) ? Duration.ofMillis(Duration.between(this.time.instant(), until).toMillis()).toString()
				: "?";
	}

	/**
	 * Tells what was learnt of the first account's limits.
	 */
	String learnt() {
		GroupSnapshot group = snapshot().groups().get(0);
		Stream<LearntLimit> models = group.models().stream().map(ModelSnapshot::learnt).flatMap(List::stream);
		return Stream.concat(group.learnt().stream(), models).map(this::learnt).collect(Collectors.joining("; "));
	}

	private String learnt(LearntLimit limit) {
		return "%s %s of %s until %s by %s".formatted(limit.dimension(), number(limit.left()), number(limit.limit()),
				left(limit.resetAt()), limit.source());
	}

	private static String number(Double number) {
		return (number != null) ? String.valueOf(number.longValue()) : "?";
	}

	/**
	 * Tells what is counted of the pool's own limits.
	 */
	Map<String, Double> used() {
		return snapshot().limits().stream().collect(Collectors.toMap(LimitSnapshot::dimension, LimitSnapshot::used));
	}

	@Override
	public void close() {
		this.pools.close();
		this.server.close();
	}

}
