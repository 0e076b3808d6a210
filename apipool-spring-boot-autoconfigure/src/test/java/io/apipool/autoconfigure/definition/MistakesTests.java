package io.apipool.autoconfigure.definition;

import java.util.stream.Stream;

import io.apipool.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for mistakes in the configuration: each is refused with the property, the value
 * as it may be shown, the reason and the way out.
 */
@Tag("any-jdk")
class MistakesTests {

	@ParameterizedTest
	@MethodSource("mistakesInAPool")
	void aMistakeInAPoolIsRefusedWithItsPlaceAndTheWayOut(String yaml, String property, String shown, String reason,
			String wayOut) {
		InvalidDefinitionException refused = Written.asPool(yaml).refused();
		assertThat(refused.property()).isEqualTo("apipool.pools.demo" + property);
		assertThat(refused.shownValue()).isEqualTo(shown);
		assertThat(refused.reason()).contains(reason);
		assertThat(refused.wayOut()).contains(wayOut);
		assertThat(refused.all()).hasSize(1);
	}

	static Stream<Arguments> mistakesInAPool() {
		return Stream.of(arguments("limitz: [10/m]", ".limitz", null, "is not a property", "write limits"),
				arguments("retry: {max-attemptz: 3}", ".retry.max-attemptz", null, "is not a property", "max-attempts"),
				arguments("retry: 5", ".retry", null, "no value", "max-attempts"),
				arguments("max-wait: {seconds: 5}", ".max-wait", null, "one value", "write one value"),
				arguments("limits: {a: 10/m}", ".limits", null, "is a list", "- before each element"),
				arguments("max-wait: soon", ".max-wait", "soon", "is not a duration", "5s"),
				arguments("max-wait: -5s", ".max-wait", "-5s", "is negative", "5s"),
				arguments("call-timeout: 0s", ".call-timeout", "0s", "is zero", "more than zero"),
				arguments("stream-timeout: 0", ".stream-timeout", "0", "is zero", "more than zero"),
				arguments("lease-timeout: PT0S", ".lease-timeout", "PT0S", "is zero", "more than zero"),
				arguments("max-waiting: 0", ".max-waiting", "0", "is zero", "1 or more"),
				arguments("max-waiting: 99999999999", ".max-waiting", "99999999999", "too large", "at most"),
				arguments("retry: {max-attempts: 0}", ".retry.max-attempts", "0", "is zero", "1 or more"),
				arguments("retry: {max-attempts: -1}", ".retry.max-attempts", "-1", "is negative", "10"),
				arguments("retry: {max-attempts: many}", ".retry.max-attempts", "many", "not a whole number", "10"),
				arguments("retry: {on-failure: perhaps}", ".retry.on-failure", "perhaps", "not true or false", "true"),
				arguments("retry: {budget: -0.1}", ".retry.budget", "-0.1", "is negative", "zero or more"),
				arguments("retry: {backoff: 10s}", ".retry.backoff", "10s", "more than max-backoff (5s)", "longer"),
				arguments("cooldown: {initial: 0s}", ".cooldown.initial", "0s", "is zero", "more than zero"),
				arguments("cooldown: {jitter: 1.5}", ".cooldown.jitter", "1.5", "more than one", "0.9"),
				arguments("ban: {threshold: 0}", ".ban.threshold", "0", "is zero", "1 or more"),
				arguments("ban: {duration: 0s}", ".ban.duration", "0s", "is zero", "more than zero"),
				arguments("share: 0", ".share", "0", "is zero", "more than 0"),
				arguments("share: 1.1", ".share", "1.1", "more than one", "0.9"),
				arguments("share: 0.05\nlimits: [10/m]", ".share", "0.05", "less than one of '10/m'", "larger"),
				arguments("share: 0.5\npool-limits: [1 concurrent]", ".share", "0.5", "'1 concurrent'", "larger"),
				arguments("strategy: fastest", ".strategy", "fastest", "not a strategy",
						"round-robin, random, weighted"),
				arguments("overflow: drop-newest", ".overflow", "drop-newest", "not a word", "drop-oldest"),
				arguments("overflow: explode", ".overflow", "explode", "not a word", "reject"),
				arguments("provider: gemini2", ".provider", "gemini2", "not a provider", "gemini, github, google-maps"),
				arguments("fallback: nowhere", ".fallback", "nowhere", "not a pool", "define that pool"),
				arguments("fallback: demo", ".fallback", "demo", "circle: demo -> demo", "no fallback"),
				arguments("base-url: ftp://u:p@example.com?key=x", ".base-url", "ftp://...@example.com?...",
						"not the address", "https://"),
				arguments("env-prefix: \"a b\"", ".env-prefix", "a b", "not the name", "GEMINI_API_KEY"),
				arguments("outcomes: [{exception: com.example.X, outcome: sad}]", ".outcomes[0].outcome", "sad",
						"not a word", "throttled"),
				arguments("throttle-on: [\"not a class\"]", ".throttle-on[0]", "not a class", "not the name of a class",
						"com.example"),
				arguments("adaptive: {min: 5/s}", ".adaptive.initial", "2.0/s", "not between min (5.0/s)", "min <="),
				arguments("adaptive: {initial: fast}", ".adaptive.initial", "fast", "is not a rate", "2/s"),
				arguments("adaptive: {min: 0/s}", ".adaptive.min", "0/s", "is zero", "leave it out"),
				arguments("adaptive: {increase: 0%}", ".adaptive.increase", "0%", "is zero", "more than 0"),
				arguments("adaptive: {decrease-factor: 1}", ".adaptive.decrease-factor", "1", "changes nothing",
						"0.98"),
				arguments("limits: [10/x]", ".limits[0]", "10/x", "unit that is not known, 'x'", "s, m, h"),
				arguments("limits: [5/m, 10000/month]", ".limits[1]", "10000/month", "needs a zone", "10000/month@UTC"),
				arguments("pool-limits: [0/m]", ".pool-limits[0]", "0/m", "is zero", "leave it out"),
				arguments("groups: {a: {limits: [\"1/d@Mars\"]}}", ".groups.a.limits[0]", "1/d@Mars",
						"zone that is not known, 'Mars'", "UTC"),
				arguments("groups: {A_b: {limits: [\"1/d\"]}}", ".groups", "A_b", "not a valid name", "a-z"),
				arguments("models: {gemini-2.5-pro: {limits: [5/m]}}", ".models", null, "is a list",
						"- before each element"),
				arguments("models: [{limits: [5/m]}]", ".models[0].match", null, "is missing", "gemini-2.5-pro"),
				arguments("models: [{match: [a], price: {input: -1}}]", ".models[0].price.input", "-1", "is negative",
						"zero or more"),
				arguments("probe-interval: 0s", ".probe-interval", "0s", "is zero", "leave it out"),
				arguments("batch: {concurrency: 0}", ".batch.concurrency", "0", "is zero", "1 or more"),
				arguments("max-wait: \"${NOWHERE}\"", ".max-wait", "${NOWHERE}", "placeholder", "default"));
	}

	@ParameterizedTest
	@MethodSource("mistakesAnywhere")
	void aMistakeAnywhereIsRefusedWithItsPlaceAndTheWayOut(String yaml, String property, String shown, String reason,
			String wayOut) {
		InvalidDefinitionException refused = Written.asYaml(yaml).refused();
		assertThat(refused.property()).isEqualTo(property);
		assertThat(refused.shownValue()).isEqualTo(shown);
		assertThat(refused.reason()).contains(reason);
		assertThat(refused.wayOut()).contains(wayOut);
	}

	static Stream<Arguments> mistakesAnywhere() {
		return Stream.of(
				arguments("apipool: {poolz: {a: {keys: [k]}}}", "apipool.poolz", null, "is not a property",
						"write pools"),
				arguments("apipool: {pools: {42: {keys: [k]}}}", "apipool.pools", null, "a number or a list",
						"quote it"),
				arguments("apipool: {pools: [{keys: [k]}]}", "apipool.pools", null, "a number or a list", "a name"),
				arguments("apipool: x", "apipool", null, "no value", "write providers, pools, groups"),
				arguments("apipool: {pools: x}", "apipool.pools", null, "no value", "names of your own"),
				arguments("apipool: {limit-margin: -1s}", "apipool.limit-margin", "-1s", "is negative", "5s"),
				arguments("apipool: {pools: {a_b: {keys: [k]}}}", "apipool.pools", "a_b", "not a valid name", "a-z"),
				arguments("apipool: {rate-limits: {a: {max-wait: 1s}}}", "apipool.rate-limits.a.limits", null,
						"is missing", "3/s"),
				arguments("apipool: {rate-limits: {a: {limits: [x]}}}", "apipool.rate-limits.a.limits[0]", "x",
						"amount that is not", "10"),
				arguments("apipool: {health: {soon: 0s}}", "apipool.health.soon", "0s", "is zero", "more than zero"),
				arguments("apipool: {usage: {events: some}}", "apipool.usage.events", "some", "not a word", "failures"),
				arguments("apipool: {usage: {flush-interval: 0s}}", "apipool.usage.flush-interval", "0s", "is zero",
						"default"),
				arguments("apipool: {usage: {report: {zone: Nowhere}}}", "apipool.usage.report.zone", "Nowhere",
						"not a known time zone", "UTC"),
				arguments("apipool: {usage: {jdbc: {initialize-schema: maybe}}}",
						"apipool.usage.jdbc.initialize-schema", "maybe", "not a word", "embedded"),
				arguments("apipool: {providers: {mine: {scope: town}}}", "apipool.providers.mine.scope", "town",
						"not a word", "account"),
				arguments("apipool: {providers: {mine: {url: x}}}", "apipool.providers.mine.url", null,
						"is not a property", "write base-url, key"),
				arguments("apipool: {groups: {g: {limits: [ten]}}}", "apipool.groups.g.limits[0]", "ten", "amount",
						"10"),
				arguments("apipool: {pools: {p: {}}}\nx: y\napipool.pools.p.max-wait: 1s", "apipool.pools.p.keys", null,
						"P_API_KEY", "set the environment variable P_API_KEY"));
	}

	@Test
	void everyMistakeIsToldAtOnceAndUnknownPropertiesFirst() {
		InvalidDefinitionException refused = Written.asPool("max-wait: soon\nlimitz: [10/m]\nshare: 2").refused();
		assertThat(refused.property()).isEqualTo("apipool.pools.demo.limitz");
		assertThat(refused.all()).extracting(InvalidDefinitionException::property)
			.containsExactly("apipool.pools.demo.limitz", "apipool.pools.demo.share", "apipool.pools.demo.max-wait");
		assertThat(refused.getMessage().lines()).hasSize(3);
	}

	@Test
	void fallbacksInACircleNameTheCircle() {
		assertThat(Written.asYaml("""
				apipool:
				  pools:
				    a: {keys: [k1], fallback: b}
				    b: {keys: [k2], fallback: c}
				    c: {keys: [k3], fallback: b}
				""").messages()).hasSize(2).allSatisfy((message) -> assertThat(message).contains("circle"));
	}

	@Test
	void anHttpServiceGroupInTwoPoolsIsRefused() {
		assertThat(Written.asYaml("""
				apipool:
				  pools:
				    a: {keys: [k1], http-service-groups: [x]}
				    b: {keys: [k2], http-service-groups: [y, x]}
				""").messages()).singleElement()
			.asString()
			.contains("apipool.pools.b.http-service-groups", "'x'", "pool a");
	}

	@Test
	void sharesThatDifferInASharedGroupAreRefused() {
		assertThat(Written.asYaml("""
				apipool:
				  groups: {g: {limits: [10/m]}}
				  pools:
				    a: {keys: [{value: k1, quota-group: g}], share: 0.5}
				    b: {keys: [{value: k2, quota-group: g}]}
				""").messages()).singleElement()
			.asString()
			.contains("apipool.pools.b.share", "pool a (0.5)", "group g");
	}

	@Test
	void aGroupThatIsLimitedNowhereMayBeNamed() {
		assertThat(Written.asYaml("apipool: {pools: {a: {keys: [{value: k, quota-group: free}]}}}").bind().pools())
			.containsKey("a");
	}

	@Test
	void theBeanNameOfASelectorIsAStrategy() {
		assertThat(Written.withSelectors("mine").yaml("apipool: {pools: {a: {keys: [k], strategy: mine}}}").bind())
			.isNotNull();
		assertThat(Written.withSelectors("mine")
			.yaml("apipool: {pools: {a: {keys: [k], strategy: other}}}")
			.refused()
			.wayOut()).contains("mine");
	}

	@Test
	void aProviderOfTheApplicationsOwnMayBeNamed() {
		assertThat(Written.asYaml("""
				apipool:
				  providers: {mine: {base-url: "https://api.example.com", rules: [{status: 418, outcome: throttled}]}}
				  pools: {a: {keys: [k], provider: mine}}
				""").bind().pools().get("a").target().provider()).isEqualTo("mine");
	}

	@Test
	void aPoolOfAnAnnotationNeedsAName() {
		assertThat(Written.withAnnotatedPools("My Pool").refused().getMessage()).contains("My Pool", "annotation");
	}

}
