package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.apipool.definition.Definitions;
import io.apipool.definition.GivenPools;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import io.apipool.definition.LimitsDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderBinding;
import io.apipool.definition.WaitingDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pools that beans give are read by the rules of those that are written.
 */
@ExtendWith(OutputCaptureExtension.class)
class GivenPoolsTests {

	private static final String EVERYTHING = """
			apipool:
			  pools:
			    demo:
			      keys:
			        - {id: a, value: canary-a, quota-group: team, weight: 3, tier: 2, metadata: {owner: me}}
			        - canary-b
			      env-prefix: MY_KEY
			      refresh-interval: 90s
			      allow-empty: true
			      probe-interval: 1h
			      provider: groq
			      base-url: https://example.com/v1
			      http-service-groups: [one, two]
			      fallback: other
			      strategy: tiered
			      limits: ["10/m", "250k tokens/d@America/Los_Angeles", "60/m burst 5"]
			      pool-limits: ["20 concurrent"]
			      groups: {team: {limits: ["7/s"]}}
			      models: [{match: ["a*", "b"], limits: ["5/m"], price: {input: 0.000000125, output: 10}}, {match: c}]
			      share: 0.5
			      max-wait: 0
			      max-waiting: 5
			      overflow: drop-oldest
			      call-timeout: 1500ms
			      stream-timeout: 1m
			      lease-timeout: 2m
			      retry: {max-attempts: 7, on-failure: true, backoff: 1s, max-backoff: 9s, budget: 0.4}
			      cooldown: {initial: 1s, max: 2m, jitter: 0.3, max-announced: 2d}
			      ban: {threshold: 9, duration: 3m}
			      outcomes: [{exception: java.lang.IllegalStateException, outcome: throttled}]
			      adaptive: {enabled: true, initial: 0.5/s, min: 0.001/s, max: 2k/s, increase: 0.01, decrease-factor: 0.7}
			      batch: {concurrency: 4, retry: {max-attempts: 2, on-failure: false}}
			      custom: {colour: red}
			    other:
			      keys: canary-o
			      provider: openai
			""";

	private final Written written = Written.nothing();

	private final List<GivenPools> given = new ArrayList<>();

	private final ConfiguredDefinitions configured = new ConfiguredDefinitions(this.written.environment(), Set::of,
			Map::of, Set::of, () -> List.copyOf(this.given));

	private void give(String bean, PoolDefinition... pools) {
		this.given.add(new GivenPools(bean, Definitions.of(pools).pools()));
	}

	private static PoolDefinition demo(KeyDefinition... keys) {
		return PoolDefinition.of("demo").withKeys(List.of(keys));
	}

	private static KeyDefinition key(String id) {
		return KeyDefinition.of(id, "canary-" + id);
	}

	private List<String> ids() {
		return this.configured.get().pools().get("demo").keys().stream().map(KeyDefinition::id).toList();
	}

	@Test
	void whateverCanBeWrittenCanBeGiven() {
		Map<String, PoolDefinition> read = Written.asYaml(EVERYTHING).bind().pools();
		give("tenants", read.values().toArray(PoolDefinition[]::new));
		assertThat(this.configured.get().pools()).isEqualTo(read).containsOnlyKeys("demo", "other");
	}

	@Test
	void whatIsNotGivenIsAsTheProviderHasIt() {
		ProviderBinding groq = new ProviderBinding("groq", null, List.of(), null);
		PoolDefinition plain = PoolDefinition.of("groq");
		give("tenants", new PoolDefinition("groq", List.of(key("a")), plain.sources(), groq, plain.strategy(),
				plain.limits(), plain.waiting(), plain.policies(), plain.custom()));
		assertThat(this.configured.get().pools())
			.isEqualTo(Written.asYaml("apipool.pools.groq: {provider: groq, keys: [{id: a, value: canary-a}]}")
				.bind()
				.pools());
	}

	static Stream<PoolDefinition> mistakes() {
		PoolDefinition demo = demo(key("a"));
		WaitingDefinition waiting = WaitingDefinition.DEFAULTS;
		LimitDefinition lie = new LimitDefinition("5/m", 500, "requests", new LimitWindow.Concurrent(), null);
		return Stream.of(demo(KeyDefinition.of("a", "{cipher}canary")), demo(KeyDefinition.of("a", " ")),
				demo(KeyDefinition.of("a/b", "canary")), demo(key("a"), KeyDefinition.of("a", "canary-other")),
				demo(key("a").withTier(-1)), demo.withStrategy("no-such"),
				demo.withWaiting(new WaitingDefinition(Duration.ofSeconds(-1), 1, "reject", waiting.callTimeout(),
						waiting.streamTimeout(), waiting.leaseTimeout())),
				demo.withLimits(new LimitsDefinition(List.of(lie), List.of(), Map.of(), List.of(), 1)),
				demo.withLimits(new LimitsDefinition(List.of(), List.of(), Map.of(), List.of(), Double.NaN)));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void aMistakeNamesTheBeanAndThePlaceAndNoSecret(PoolDefinition mistaken) {
		give("tenants", mistaken);
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get)
			.withMessageStartingWith("bean 'tenants': apipool.pools.demo.")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("canary"));
	}

	@Test
	void theMessageIsThatOfWhatIsWritten() {
		give("tenants", demo(key("a")).withStrategy("no-such"));
		String message = Written.asPool("strategy: no-such").messages().get(0);
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get)
			.withMessage("bean 'tenants': " + message);
	}

	@Test
	void aNameMustBeOneAndThatOfTheDefinition() {
		this.given.add(new GivenPools("tenants", Map.of("Demo_1", PoolDefinition.of("Demo_1"))));
		this.given.add(new GivenPools("tenants", Map.of("other", demo(key("a")))));
		this.given.add(new GivenPools("tenants", Collections.singletonMap("none", null)));
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get)
			.withMessageContainingAll("Demo_1 = 'Demo_1' is not a valid name", "other = 'demo' is the name of",
					"none has a part that is null");
	}

	@Test
	void aPoolWithoutAnyKeyIsRefusedAsElsewhere() {
		give("tenants", demo());
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get)
			.withMessageContaining("has no key for the pool 'demo'");
	}

	@Test
	void keysUniteAndWhatIsConfiguredComesFirst(CapturedOutput output) {
		this.written.yaml("apipool.pools.demo: {max-wait: 1s, keys: [{id: a, value: canary-a}]}");
		give("table", demo(KeyDefinition.of("a", "canary-other"), key("b")));
		give("vault", demo(key("c"), key("b").withTier(1)));
		assertThat(ids()).containsExactly("a", "b", "c");
		this.given.remove(1);
		assertThat(ids()).containsExactly("a", "b");
		assertThat(this.configured.get().pools().get("demo").waiting().maxWait()).isEqualTo(Duration.ofSeconds(1));
		assertThat(output)
			.containsOnlyOnce("the key 'a' is defined differently by the configuration, which is kept, and by table")
			.containsOnlyOnce("the key 'b' is defined differently by table, which is kept, and by vault")
			.doesNotContain("canary")
			.doesNotContain("pool demo: is defined");
	}

	@Test
	void keysOfTheEnvironmentComeBeforeThoseThatAreGiven() {
		this.written.variables("DEMO_API_KEY_1", "canary-1");
		give("tenants", demo(key("a")));
		assertThat(ids()).containsExactly("demo-1", "a");
	}

	@Test
	void theRestIsAsTheFirstHasItAndADifferenceIsSaid(CapturedOutput output) {
		give("table", demo(key("a")).withStrategy("random"));
		give("vault", demo(key("b")).withStrategy("sticky"));
		assertThat(this.configured.get().pools().get("demo").strategy()).isEqualTo("random");
		assertThat(ids()).containsExactly("a", "b");
		this.written.yaml("apipool.pools.demo: {keys: canary-z}");
		assertThat(this.configured.get().pools().get("demo").strategy()).isEqualTo(PoolDefinition.ROUND_ROBIN);
		assertThat(output)
			.containsOnlyOnce(
					"pool demo: is defined differently by table, which is kept, and by vault; their keys unite")
			.contains("pool demo: is defined differently by the configuration, which is kept, and by table");
	}

	@Test
	void aPoolMayBeReferredTo() {
		this.written.yaml("apipool.pools.main: {keys: canary-m, fallback: demo}");
		give("tenants", demo(key("a")));
		assertThat(this.configured.get().pools().keySet()).isEqualTo(Set.of("main", "demo"));
	}

	@Test
	void whatIsGivenAgainIsNoChange() {
		give("tenants", demo(key("a")));
		Definitions first = this.configured.get();
		this.given.clear();
		give("tenants", demo(key("a")));
		assertThat(this.configured.get()).isSameAs(first);
	}

}
