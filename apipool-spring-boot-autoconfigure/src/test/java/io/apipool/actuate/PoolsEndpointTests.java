package io.apipool.actuate;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.KeyLease;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over HTTP, in a servlet and in a reactive application.
 */
@Tag("any-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolsEndpointTests {

	private static final String[] PROPERTIES = { "apipool.pools.demo.keys[0].id=a",
			"apipool.pools.demo.keys[0].value=canary-secret-0001", "apipool.pools.demo.keys[1].id=team.b",
			"apipool.pools.demo.keys[1].value=canary-secret-0002", "apipool.pools.demo.limits=10/m,5 concurrent",
			"apipool.pools.demo.pool-limits=1000k tokens/m", "apipool.pools.demo.models[0].match=big*",
			"apipool.pools.demo.models[0].limits=2/m", "apipool.pools.other.keys=canary-secret-0003",
			"spring.jackson.property-naming-strategy=SNAKE_CASE",
			"spring.jackson.default-property-inclusion=non_empty" };

	private List<OperationsServer> servers = List.of();

	@BeforeAll
	void start() {
		this.servers = List.of(OperationsServer.servlet(PROPERTIES), OperationsServer.reactive(PROPERTIES));
	}

	@AfterAll
	void stop() {
		this.servers.forEach(OperationsServer::stop);
	}

	Stream<OperationsServer> servers() {
		return this.servers.stream().peek((server) -> List.of("a", "team.b").forEach((key) -> {
			server.pool("demo").enable(key);
			server.pool("demo").reset(key);
		}));
	}

	private static String json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	@ParameterizedTest
	@MethodSource("servers")
	void allPoolsAreSeenAtAGlance(OperationsServer server) throws Exception {
		assertThat(new JsonContent(json(server.get("/actuator/apipool")))).hasPath("pools[0].calls")
			.isLenientlyEqualTo(
					"""
							{"pools": [{"name": "demo", "provider": null, "strategy": "round-robin", "keys": {"usable": 2},
							"inFlight": 0, "waiting": 0, "rate": null}, {"name": "other", "keys": {"usable": 1}, "calls": {}}]}""");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aPoolIsShownWithItsGroupsAndKeys(OperationsServer server) throws Exception {
		ApiKeyPool pool = server.pool("demo");
		KeyLease lease = pool.acquire(CallRequest.of("chat"));
		try {
			assertThat(new JsonContent(json(server.get("/actuator/apipool/demo")))).isLenientlyEqualTo(
					"""
							{"name": "demo", "provider": null, "strategy": "round-robin", "inFlight": 1, "waiting": 0,
							"limits": [{"limit": "1000k tokens/m", "dimension": "tokens", "used": 0, "left": 1000000, "resetAt": null}],
							"groups": [{"id": "a", "keys": ["a"], "learnt": [], "rest": null,
								"limits": [{"limit": "10/m"}, {"limit": "5 concurrent"}],
								"models": [{"match": "big*", "limits": [{"limit": "2/m", "used": 0, "left": 2}]}]},
								{"id": "team.b"}],
							"keys": [{"id": "a", "quotaGroup": "a", "state": "usable", "reason": null, "until": null, "weight": 1, "tier": 0},
								{"id": "team.b", "usage": {"request-error": 0, "out-of-credit": 0}}]}""");
		}
		finally {
			lease.succeeded();
			lease.close();
		}
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aRestSaysWhyAndUntilWhen(OperationsServer server) throws Exception {
		Instant until = Instant.now().plusSeconds(300);
		KeyLease lease = server.pool("demo").acquire(CallRequest.of("chat"));
		lease.ended(new CallOutcome.Throttled(until, true));
		lease.close();
		JsonContent pool = new JsonContent(json(server.get("/actuator/apipool/demo")));
		assertThat(pool).extractingPath("keys[?(@.state == 'cooling')].id").asArray().hasSize(1);
		assertThat(pool).extractingPath("keys[?(@.state == 'cooling')].until")
			.asArray()
			.allSatisfy((end) -> assertThat(Instant.parse((String) end)).isBetween(until.minusSeconds(5),
					until.plusSeconds(5)));
		assertThat(pool).extractingPath("groups[?(@.rest != null)].rest.announced").asArray().containsExactly(true);
		assertThat(new JsonContent(json(server.get("/actuator/apipool")))).extractingPath("pools[0].keys")
			.asMap()
			.containsOnly(Map.entry("usable", 1), Map.entry("cooling", 1));
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aKeyIsTakenOutForATimeAndBroughtBack(OperationsServer server) throws Exception {
		HttpResponse<String> disabled = server.post("/actuator/apipool/demo/team.b",
				"{\"action\": \"disable\", \"duration\": \"10m\"}");
		assertThat(new JsonContent(json(disabled))).isLenientlyEqualTo("""
				{"id": "team.b", "state": "disabled", "reason": "by an operator"}""");
		assertThat(new JsonContent(disabled.body())).extractingPath("until")
			.asString()
			.satisfies((end) -> assertThat(Instant.parse(end)).isBetween(Instant.now().plusSeconds(590),
					Instant.now().plusSeconds(601)));
		assertThat(json(server.get("/actuator/apipool/demo/team.b"))).contains("\"disabled\"");
		assertThat(json(server.post("/actuator/apipool/demo/team.b", "{\"action\": \"enable\"}")))
			.contains("\"usable\"");
		assertThat(json(server.post("/actuator/apipool/demo/team.b", "{\"action\": \"drain\"}")))
			.contains("\"draining\"");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aResetEndsRestsAndKeepsCounts(OperationsServer server) throws Exception {
		KeyLease lease = server.pool("demo").acquire(CallRequest.of("chat"));
		lease.ended(new CallOutcome.Throttled(Instant.now().plus(Duration.ofHours(1)), true));
		lease.close();
		String key = lease.key().id();
		String before = used(server, key);
		assertThat(json(server.post("/actuator/apipool/demo/" + key, "{\"action\": \"reset\"}")))
			.contains("\"usable\"");
		assertThat(used(server, key)).isEqualTo(before).isNotEqualTo("[0]");
	}

	private static String used(OperationsServer server, String key) throws Exception {
		Object[] used = new Object[1];
		assertThat(new JsonContent(json(server.get("/actuator/apipool/demo"))))
			.extractingPath("groups[?(@.id == '" + key + "')].limits[0].used")
			.satisfies((value) -> used[0] = value);
		return String.valueOf(used[0]);
	}

	@ParameterizedTest
	@MethodSource("servers")
	void usageIsBrokenDown(OperationsServer server) throws Exception {
		String operation = "summarize" + System.identityHashCode(new Object());
		for (int i = 0; i < 3; i++) {
			KeyLease lease = server.pool("other").acquire(CallRequest.of(operation).tokens(5));
			lease.succeeded(7);
			lease.close();
		}
		JsonContent usage = new JsonContent(
				json(server.get("/actuator/apipool/other/usage?window=10m&by=operation&interval=minute")));
		assertThat(usage).isLenientlyEqualTo("{\"pool\": \"other\", \"by\": \"operation\", \"complete\": true}");
		String row = "rows[?(@.operation == '" + operation + "')]";
		assertThat(usage).extractingPath(row + ".calls").asArray().containsExactly(3);
		assertThat(usage).extractingPath(row + ".succeeded").asArray().containsExactly(3);
		assertThat(usage).extractingPath(row + ".units.tokens").asArray().containsExactly(21);
		assertThat(usage).extractingPath(row + ".timeline[*].calls")
			.asArray()
			.satisfies((calls) -> assertThat(Stream.of(calls).mapToInt((count) -> (Integer) count).sum()).isEqualTo(3));
		assertThat(new JsonContent(json(server.get("/actuator/apipool/other/usage")))).isLenientlyEqualTo("""
				{"by": "key"}""").doesNotHavePath("rows[0].timeline").hasPath("rows[0].latencyMeanMillis");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aQuestionThatCannotBeAnsweredSaysWhy(OperationsServer server) throws Exception {
		String usage = "/actuator/apipool/demo/usage?";
		assertProblem(server.get(usage + "window=1s"), 400,
				"window '1s' is shorter than a minute, and usage is kept by minute");
		assertProblem(server.get(usage + "by=colour"), 400,
				"usage is not kept by 'colour', but by quota-group, key, operation, model, outcome");
		assertProblem(server.get(usage + "interval=second"), 400,
				"there is no interval 'second'; there are minute, hour, day");
		assertProblem(server.get(usage + "window=400d&interval=minute"), 400,
				"a window of 400d has 576000 steps of a minute, and 10000 is the most: "
						+ "ask for a longer interval or a shorter window");
		assertProblem(server.get("/actuator/apipool/nope/usage"), 404,
				"there is no pool 'nope'; there are demo, other");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void whatIsNotThereIsNotFound(OperationsServer server) throws Exception {
		assertProblem(server.get("/actuator/apipool/nope"), 404, "there is no pool 'nope'; there are demo, other");
		assertProblem(server.get("/actuator/apipool/demo/nope"), 404, "pool 'demo' has no key 'nope'");
		assertProblem(server.post("/actuator/apipool/demo/nope", "{\"action\": \"disable\"}"), 404,
				"pool 'demo' has no key 'nope'");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void whatCannotBeDoneIsABadRequest(OperationsServer server) throws Exception {
		Function<String, HttpResponse<String>> post = (json) -> {
			try {
				return server.post("/actuator/apipool/demo/a", json);
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
		assertProblem(post.apply("{\"action\": \"explode\"}"), 400,
				"there is no action 'explode'; there are disable, enable, drain, reset");
		assertProblem(post.apply("{}"), 400, "the action is missing; there are disable, enable, drain, reset");
		assertProblem(post.apply("{\"action\": \"disable\", \"duration\": \"soon\"}"), 400,
				"duration: 'soon' is not a duration: write a number and ns, us, ms, s, m, h or d, like 5s or 200ms, or PT5S");
		assertProblem(post.apply("{\"action\": \"disable\", \"duration\": \"0s\"}"), 400,
				"duration '0s' is zero: leave it out, or write one like 10m");
		assertProblem(post.apply("{\"action\": \"reset\", \"duration\": \"5m\"}"), 400,
				"reset takes no duration; only disable does");
		assertThat(server.pool("demo").keys().get(0).state().word()).isEqualTo("usable");
		assertProblem(server.post("/actuator/apipool", "{\"action\": \"explode\"}"), 400,
				"there is no action 'explode' for all pools; there is refresh, and a key's actions go to its own address: apipool/{pool}/{key}");
	}

	private static void assertProblem(HttpResponse<String> response, int status, String detail) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(new JsonContent(response.body())).extractingPath("detail").asString().isEqualTo(detail);
	}

	@ParameterizedTest
	@MethodSource("servers")
	void aSecretInAReasonIsNotShown(OperationsServer server) throws Exception {
		KeyLease lease = server.pool("demo").acquire(CallRequest.of("chat"));
		lease.ended(new CallOutcome.KeyRejected("Incorrect API key provided: " + lease.key().value()));
		lease.close();
		assertThat(json(server.get("/actuator/apipool/demo"))).contains("\"invalid\"").doesNotContain("canary");
	}

	@ParameterizedTest
	@MethodSource("servers")
	void noSecretIsShown(OperationsServer server) throws Exception {
		for (String path : List.of("", "/demo", "/demo/a", "/other")) {
			assertThat(json(server.get("/actuator/apipool" + path))).doesNotContain("canary", "secret", "value");
		}
	}

}
