package io.apipool.autoconfigure.definition;

import java.time.Duration;
import java.util.List;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.Secret;
import io.apipool.definition.WaitingDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sources of the configuration: precedence, relaxed names, variables, what
 * is empty.
 */
@ExtendWith(OutputCaptureExtension.class)
class SourcesTests {

	@Test
	void variablesSpellAnything() {
		PoolDefinition pool = Written.nothing()
			.variables("APIPOOL_POOLS_GEMINI_LIMITS_0", "10/m", "APIPOOL_POOLS_GEMINI_LIMITS_1", "5 concurrent",
					"APIPOOL_POOLS_GEMINI_KEYS", "one, two", "APIPOOL_POOLS_GEMINI_MAXWAIT", "1s",
					"APIPOOL_POOLS_GEMINI_CALL_TIMEOUT", "2s", "APIPOOL_POOLS_GEMINI_MODELS_0_MATCH_0", "flash*",
					"APIPOOL_POOLS_GEMINI_CUSTOM_REGION", "eu", "APIPOOL_POOLS_GEMINI_RETRY_MAXATTEMPTS", "7")
			.bind()
			.pools()
			.get("gemini");
		assertThat(pool.limits().group()).extracting(LimitDefinition::text).containsExactly("10/m", "5 concurrent");
		assertThat(pool.keys()).extracting((key) -> key.secret().value()).containsExactly("one", "two");
		assertThat(pool.waiting().maxWait()).isEqualTo(Duration.ofSeconds(1));
		assertThat(pool.waiting().callTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(pool.limits().models()).singleElement()
			.satisfies((model) -> assertThat(model.matches("flash-2")).isTrue());
		assertThat(pool.custom()).containsEntry("region", "eu");
		assertThat(pool.policies().retry().maxAttempts()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "APIPOOL_POOLS_MYPOOL_MAXWAIT", "APIPOOL_POOLS_MY_POOL_MAX_WAIT",
			"apipool_pools_my_pool_max_wait" })
	void aVariableOverridesAPropertyOfAPoolWithADash(String variable) {
		assertThat(Written.nothing()
			.variables(variable, "1s")
			.yaml("apipool: {pools: {my-pool: {keys: [k], max-wait: 5s}}}")
			.bind()
			.pools())
			.hasEntrySatisfying("my-pool",
					(pool) -> assertThat(pool.waiting().maxWait()).isEqualTo(Duration.ofSeconds(1)))
			.hasSize(1);
	}

	@Test
	void aVariableReachesAPoolThatOnlyAnAnnotationNames() {
		assertThat(Written.withAnnotatedPools("my-pool")
			.variables("APIPOOL_POOLS_MY_POOL_LIMITS_0", "3/s", "MY_POOL_API_KEY", "k")
			.bind()
			.pools()
			.get("my-pool")
			.limits()
			.group()).containsExactly(LimitDefinition.parse("3/s"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "APIPOOL_POOLS_DEMO_LIMIT_0", "APIPOOL_ENABLD", "APIPOOL_POOLS_DEMO_MAX_WAIT_S" })
	void aVariableThatFitsNothingIsRefused(String variable) {
		assertThat(Written.asPool("").variables(variable, "x").refused().getMessage()).contains(variable)
			.contains("fits no property");
	}

	@ParameterizedTest
	@ValueSource(strings = { "APIPOOL_SERVICE_HOST", "APIPOOL_SERVICE_PORT", "APIPOOL_PORT",
			"APIPOOL_PORT_8080_TCP_ADDR", "APIPOOL_SERVICE_PORT_HTTP", "APIPOOL_API_KEY_1" })
	void variablesThatKubernetesSetsForAServiceOfOurNameAreLeftAlone(String variable) {
		assertThat(Written.asPool("").variables(variable, "x").bind()).isNotNull();
	}

	@Test
	void aListComesWholeFromTheFirstSourceThatHasAnyOfIt() {
		assertThat(Written.nothing()
			.property("apipool.pools.demo.limits[0]", "1/s")
			.yaml("apipool: {pools: {demo: {keys: [{id: a, value: b}], limits: [2/s, 3/s]}}}")
			.bind()
			.pools()
			.get("demo")
			.limits()
			.group()).containsExactly(LimitDefinition.parse("1/s"));
	}

	@Test
	void keysThatAreOverriddenAreNotLeftOver() {
		assertThat(Written.nothing()
			.variables("APIPOOL_POOLS_DEMO_KEYS", "x")
			.yaml("apipool: {pools: {demo: {keys: [{id: a, value: b, weight: 2}, {id: c, value: d}]}}}")
			.bind()
			.pools()
			.get("demo")
			.keys()).singleElement().satisfies((key) -> assertThat(key.secret()).isEqualTo(Secret.of("x")));
	}

	@Test
	void whatIsEmptyIsAsIfNotWritten() {
		PoolDefinition pool = Written.nothing().yaml("""
				apipool:
				  executor:
				  groups: {}
				  health: {soon: }
				  providers: {}
				  usage:
				  pools:
				    demo:
				      keys: [k]
				      base-url:
				      limits: []
				      models:
				      retry: {}
				      batch: {concurrency: , retry: {max-attempts: , on-failure: }}
				      max-wait: ""
				      custom: {a: , b: c}
				      nothing-of-ours:
				""").bind().pools().get("demo");
		assertThat(pool.withKeys(List.of()).custom()).containsOnlyKeys("b");
		assertThat(pool.waiting()).isEqualTo(WaitingDefinition.DEFAULTS);
	}

	@Test
	void anEmptyValueDoesNotHideOneOfALowerSource() {
		assertThat(Written.nothing()
			.property("apipool.pools.demo.max-wait", "")
			.yaml("apipool: {pools: {demo: {keys: [k], max-wait: 7s}}}")
			.bind()
			.pools()
			.get("demo")
			.waiting()
			.maxWait()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void namesAreRelaxedAsEverywhere() {
		assertThat(Written.nothing()
			.property("apipool.pools.demo.maxWait", "1s")
			.yaml("apipool: {pools: {demo: {keys: [k], call_timeout: 3s}}}")
			.bind()
			.pools()
			.get("demo")
			.waiting()).satisfies((waiting) -> {
				assertThat(waiting.maxWait()).isEqualTo(Duration.ofSeconds(1));
				assertThat(waiting.callTimeout()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void zeroIsAllowedWhereItMeansSomething() {
		assertThat(Written.asYaml("""
				apipool:
				  limit-margin: 0s
				  pools:
				    demo:
				      keys: [{value: k, tier: 0}]
				      limits: [10/m margin 0s]
				      max-wait: 0
				      retry: {budget: 0}
				      cooldown: {jitter: 0}
				      models: [{match: ["*"], price: {input: 0, output: 0}}]
				""").bind().limitMargin()).isZero();
	}

	@Test
	void bareKeysHaveFingerprintsForIds() {
		Secret secret = Secret.of("k");
		assertThat(Written.asYaml("apipool: {pools: {demo: {keys: [k]}}}").bind().pools().get("demo").keys())
			.containsExactly(KeyDefinition.of("demo-" + secret.fingerprint(), "k"));
	}

	@Test
	void anExceptionThatIsNoClassHereIsTold(CapturedOutput output) {
		Written.asYaml("""
				apipool:
				  pools:
				    demo:
				      keys: [k]
				      throttle-on: [com.example.SlowDwnException]
				      outcomes: [{exception: java.io.IOException, outcome: throttled}]
				""").bind();
		assertThat(output.getOut()).containsOnlyOnce("there is no exception com.example.SlowDwnException here")
			.doesNotContain("java.io.IOException");
	}

	@Test
	void theSameSecretTwiceInAPoolIsKeptOnceAndTold(CapturedOutput output) {
		ConfiguredDefinitions supplier = Written.asYaml("""
				apipool: {pools: {demo: {keys: [{id: a, value: same-secret}, {id: b, value: same-secret}]}}}
				""").supplier();
		assertThat(supplier.get().pools().get("demo").keys()).extracting(KeyDefinition::id).containsExactly("a");
		supplier.get();
		assertThat(output.getOut()).containsOnlyOnce("a and b have the same secret").doesNotContain("same-secret");
	}

	@Test
	void theSameSecretInTwoPoolsIsToldOnce(CapturedOutput output) {
		Written.asYaml("""
				apipool:
				  pools:
				    a: {keys: [{id: x, value: same-secret}]}
				    b: {keys: [{id: y, value: same-secret}]}
				""").bind();
		assertThat(output.getOut()).containsOnlyOnce("a/x = b/y").doesNotContain("same-secret");
	}

	@Test
	void theSameSecretInTwoPoolsOfASharedGroupIsFine(CapturedOutput output) {
		Written.asYaml("""
				apipool:
				  groups: {g: {limits: [10/m]}}
				  pools:
				    a: {keys: [{id: x, value: same-secret, quota-group: g}]}
				    b: {keys: [{id: y, value: same-secret, quota-group: g}]}
				""").bind();
		assertThat(output.getOut()).doesNotContain("two pools");
	}

	@Test
	void eachCallBindsAfresh() {
		Written written = Written.asPool("max-wait: 1s");
		ConfiguredDefinitions supplier = written.supplier();
		assertThat(supplier.get().pools()).hasSize(1);
		written.yaml("apipool: {pools: {other: {keys: [k]}}}");
		assertThat(supplier.get().pools()).containsOnlyKeys("other", "demo");
	}

}
