package io.apipool.autoconfigure.definition;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.LimitAnnouncement;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.OutcomeRule;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.CountedBy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for the providers that are shipped, and for what an application makes of them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProviderRegistryTests {

	private static final Map<String, ProviderDefinition> SHIPPED = Written.nothing().bind().providers();

	private static ProviderDefinition provider(String name, String yaml) {
		return Written.asYaml("apipool:\n  providers:\n    " + name + ":\n" + yaml.indent(6))
			.bind()
			.providers()
			.get(name);
	}

	private static PoolDefinition pool(String yaml) {
		return Written.asPool(yaml).bind().pools().get("demo");
	}

	@Test
	void everyProviderIsThereWithItsSources() {
		assertThat(SHIPPED.keySet()).containsExactlyInAnyOrder("openai", "azure-openai", "anthropic", "gemini", "groq",
				"mistral", "openrouter", "deepseek", "cerebras", "notion", "vanta", "fieldguide", "airtable", "zapier",
				"slack", "github", "coingecko", "google-maps", "hubspot", "stripe");
		assertThat(SHIPPED).allSatisfy((name, provider) -> {
			assertThat(provider.name()).isEqualTo(name);
			assertThat(provider.baseUrl() == null).isEqualTo(name.equals("azure-openai"));
			assertThat(provider.key() == null || provider.key().equals(KeyPlacement.NOWHERE))
				.isEqualTo(name.equals("zapier"));
			assertThat(provider.limits().source()).isNotBlank();
			assertThat(provider.limits().date()).isNotNull();
		});
	}

	@Test
	void whatIsNotAnnouncedIsGivenOrLearnt() {
		assertThat(SHIPPED.values()).allSatisfy(
				(provider) -> assertThat(!provider.announcements().isEmpty() || !provider.limits().starting().isEmpty()
						|| provider.limits().adaptive() != null)
					.as(provider.name())
					.isTrue());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			openai, Authorization, 'Bearer ', -
			anthropic, x-api-key, '', -
			azure-openai, api-key, '', -
			gemini, x-goog-api-key, '', -
			coingecko, x-cg-demo-api-key, '', -
			google-maps, -, '', key
			stripe, Authorization, 'Bearer ', -
			zapier, -, '', -
			""")
	void theKeyGoesWhereTheProviderLooks(String name, String header, String prefix, String query) {
		assertThat(SHIPPED.get(name).key()).isEqualTo(new KeyPlacement(header, prefix, query));
	}

	@Test
	void anApplicationChangesAProviderFieldByField() {
		ProviderDefinition shipped = SHIPPED.get("notion");
		ProviderDefinition changed = provider("notion",
				"base-url: https://proxy.example.com/notion\nheaders: {notion-version: \"2025-09-03\", X-Team: a}");
		assertThat(changed.baseUrl()).isEqualTo(URI.create("https://proxy.example.com/notion"));
		assertThat(changed.headers()).containsOnly(Map.entry("Notion-Version", "2025-09-03"), Map.entry("X-Team", "a"));
		assertThat(changed.key()).isEqualTo(shipped.key());
		assertThat(changed.limits()).isEqualTo(shipped.limits());
		assertThat(changed.probe()).isEqualTo(shipped.probe());
		AdaptiveDefinition faster = provider("notion", "adaptive: {initial: 3/s}").limits().adaptive();
		assertThat(faster.initial()).isEqualTo(3);
		assertThat(faster.max()).isEqualTo(3.5);
	}

	@Test
	void variablesChangeAProviderToo() {
		assertThat(Written.nothing()
			.variables("APIPOOL_PROVIDERS_AZUREOPENAI_BASEURL", "https://mine.openai.azure.com")
			.bind()
			.providers()
			.get("azure-openai")
			.baseUrl()).isEqualTo(URI.create("https://mine.openai.azure.com"));
	}

	@Test
	void listsReplaceThoseThatAreShipped() {
		ProviderDefinition changed = provider("github",
				"limits: [15000/h]\nrules: [{status: 403, outcome: key-rejected}]");
		assertThat(changed.limits().starting()).containsExactly(LimitDefinition.parse("15000/h"));
		assertThat(changed.rules()).singleElement().extracting(OutcomeRule::outcome).isEqualTo("key-rejected");
		assertThat(changed.announcements()).isEqualTo(SHIPPED.get("github").announcements());
	}

	@Test
	void whatIsShippedCanBeTakenBack() {
		assertThat(provider("openai",
				"key: {header: none, query: api_key}\nprobe: {path: none}\nadaptive: {enabled: false}"))
			.satisfies((changed) -> {
				assertThat(changed.key()).isEqualTo(new KeyPlacement(null, "", "api_key"));
				assertThat(changed.probe()).isNull();
				assertThat(changed.limits().adaptive()).isNull();
			});
		assertThat(provider("stripe", "limits: none").limits().starting()).isEmpty();
		assertThat(provider("stripe", "key: {prefix: none}").key())
			.isEqualTo(new KeyPlacement("Authorization", "", null));
	}

	@Test
	void anApplicationAddsProvidersOfItsOwn() {
		ProviderDefinition own = provider("mine",
				"""
						base-url: https://api.example.com
						scope: organisation
						limits: ["10/s"]
						announce: {requests: {remaining: x-left, reset: x-again, format: delta-ms, rounds-up: true, window: 1m}}
						rules:
						  - {status: [420, 429], header: "x-reason = quota*", body: ["error.code = a | B*", error.hint], outcome: quota-exhausted, until: month}
						probe: {method: head, path: "/me?x=y", usable: [200, 404]}
						""");
		assertThat(own.key()).isEqualTo(KeyPlacement.BEARER);
		assertThat(own.limits().scope()).isEqualTo(CountedBy.ORGANISATION);
		assertThat(own.announcements()).singleElement().satisfies((announcement) -> {
			assertThat(announcement.dimension()).isEqualTo("requests");
			assertThat(announcement.limit()).isNull();
			assertThat(announcement.format()).isEqualTo("delta-ms");
			assertThat(announcement.roundsUp()).isTrue();
			assertThat(announcement.window()).hasMinutes(1);
		});
		assertThat(own.rules()).singleElement().satisfies((rule) -> {
			assertThat(rule.statuses()).containsExactly(420, 429);
			assertThat(rule.headers()).singleElement()
				.satisfies((header) -> assertThat(header.matches("Quota-Day")).isTrue());
			assertThat(rule.body().get(0).matches("bcd")).isTrue();
			assertThat(rule.body().get(0).matches("cd")).isFalse();
			assertThat(rule.body().get(1).matches("anything")).isTrue();
			assertThat(rule.until()).isEqualTo("month");
		});
		assertThat(own.probe().method()).isEqualTo("HEAD");
		assertThat(own.probe().isUsable(404)).isTrue();
		assertThat(own.probe().isUsable(204)).isFalse();
		assertThat(provider("mine", "base-url: https://api.example.com"))
			.isEqualTo(withBaseUrl("https://api.example.com"));
	}

	private static ProviderDefinition withBaseUrl(String url) {
		ProviderDefinition unknown = ProviderDefinition.unknown("mine");
		return new ProviderDefinition("mine", URI.create(url), unknown.key(), unknown.headers(), unknown.limits(),
				unknown.announcements(), unknown.rules(), unknown.tokens(), null, null);
	}

	@ParameterizedTest
	@MethodSource
	void aMistakeInAProviderIsRefusedWithItsPlaceAndTheWayOut(String yaml, String property, String shown, String reason,
			String wayOut) {
		InvalidDefinitionException refused = Written.asYaml("apipool:\n  providers:\n    openai:\n" + yaml.indent(6))
			.refused();
		assertThat(refused.property()).isEqualTo("apipool.providers.openai" + property);
		assertThat(refused.shownValue()).isEqualTo(shown);
		assertThat(refused.reason()).contains(reason);
		assertThat(refused.wayOut()).contains(wayOut);
		assertThat(refused.all()).hasSize(1);
	}

	static Stream<Arguments> aMistakeInAProviderIsRefusedWithItsPlaceAndTheWayOut() {
		return Stream.of(
				arguments("base-ulr: https://x.example.com", ".base-ulr", null, "is not a property", "base-url"),
				arguments("base-url: x", ".base-url", "x", "not the address", "https://"),
				arguments("key: {query: api_key}", ".key.query", "api_key", "beside a header", "write none"),
				arguments("key: {header: \"a b\"}", ".key.header", "a b", "not the name of a header", "X-Api-Key"),
				arguments("headers: {\"[a b]\": c}", ".headers", "a b", "cannot be sent", "letters"),
				arguments("limits: [10/x]", ".limits[0]", "10/x", "unit", "s, m, h"),
				arguments("limits-date: today", ".limits-date", "today", "not a date", "2026-11-22"),
				arguments("reset-zone: Mars", ".reset-zone", "Mars", "not a known time zone", "UTC"),
				arguments("tokens-counted: never", ".tokens-counted", "never", "not a word", "start, end"),
				arguments("adaptive: {max: 1/s}", ".adaptive.initial", "1.5/s", "not between", "min <="),
				arguments("announce: {requests: {format: fast}}", ".announce.requests.format", "fast", "not a word",
						"auto"),
				arguments("announce: {mine: {dimension: requests}}", ".announce.mine", null, "announces nothing",
						"limit"),
				arguments("announce: {tokens: {remainig: x}}", ".announce.tokens.remainig", null, "is not a property",
						"remaining"),
				arguments("rules: [{status: 429}]", ".rules[0]", null, "both a condition and an outcome", "outcome"),
				arguments("rules: [{outcome: failed}]", ".rules[0]", null, "both a condition and an outcome", "status"),
				arguments("rules: [{status: 42, outcome: failed}]", ".rules[0].status", "42", "not an HTTP status",
						"599"),
				arguments("rules: [{status: 429, outcome: sad}]", ".rules[0].outcome", "sad", "not a word",
						"throttled"),
				arguments("rules: [{status: 429, outcome: failed, until: noon}]", ".rules[0].until", "noon",
						"not a word", "announced, day, month"),
				arguments("rules: [{body: \"a = \", outcome: failed}]", ".rules[0].body", "a =", "no value",
						"error.code"),
				arguments("rules: [{body: \"a b = c\", outcome: failed}]", ".rules[0].body", "a b", "path of a field",
						"dots"),
				arguments("probe: {path: models}", ".probe.path", "models", "not a path", "/models"),
				arguments("probe: {path: //evil.example.com}", ".probe.path", "//evil.example.com", "not a path",
						"below"),
				arguments("probe: {method: DELETE}", ".probe.method", "DELETE", "not a word", "get, head, post"),
				arguments("tokens: {input: [\"a b\"]}", ".tokens.input[0]", "a b", "path of a field", "dots"));
	}

	@Test
	void aPoolWithoutLimitsStartsWithThoseOfItsProvider() {
		assertThat(pool("provider: github").limits().group()).extracting(LimitDefinition::text)
			.containsExactly("5000/h", "100 concurrent");
		assertThat(pool("provider: github\nlimits: [10/m]").limits().group()).extracting(LimitDefinition::text)
			.containsExactly("10/m");
		assertThat(pool("pool-limits: [10/m]\nprovider: github").limits().group()).hasSize(2);
		assertThat(pool("limits: []").limits().group()).isEmpty();
	}

	@Test
	void theRateIsLearntWhereNeitherPoolNorProviderHasLimits() {
		AdaptiveDefinition notion = pool("provider: notion").policies().adaptive();
		assertThat(notion.enabled()).isTrue();
		assertThat(notion.initial()).isEqualTo(2);
		assertThat(notion.max()).isEqualTo(3.5);
		assertThat(pool("provider: gemini").policies().adaptive())
			.isEqualTo(new AdaptiveDefinition(true, 2, 0.01, 1000, 0.0005, 0.98));
		assertThat(pool("provider: notion\nlimits: [3/s]").policies().adaptive().enabled()).isFalse();
		assertThat(pool("provider: notion\npool-limits: [3/s]").policies().adaptive().enabled()).isFalse();
		assertThat(pool("provider: github").policies().adaptive().enabled()).isFalse();
		assertThat(pool("provider: anthropic").policies().adaptive().enabled()).isFalse();
		assertThat(pool("max-wait: 1s").policies().adaptive().enabled()).isFalse();
	}

	@Test
	void aPoolMayHaveItsOwnRate() {
		assertThat(pool("provider: notion\nadaptive: {enabled: false}").policies().adaptive().enabled()).isFalse();
		AdaptiveDefinition own = pool("provider: notion\nadaptive: {initial: 1/s}").policies().adaptive();
		assertThat(own.enabled()).isTrue();
		assertThat(own.initial()).isEqualTo(1);
		assertThat(own.min()).isEqualTo(0.3);
	}

	@Test
	void anUnknownProviderListsWhatThereIs() {
		assertThat(Written.asYaml("""
				apipool:
				  providers: {mine: {scope: key}}
				  pools: {demo: {keys: [k], provider: opanai}}
				""").refused()).hasMessageStartingWith("apipool.pools.demo.provider = 'opanai' is not a provider")
			.hasMessageContaining("github, google-maps")
			.hasMessageContaining("mine, mistral");
	}

	@Test
	void keysThatAProviderCountsTogetherAreTold(CapturedOutput output) {
		Written.asYaml("apipool: {pools: {demo: {provider: gemini, keys: [secret-1, secret-2]}}}").bind();
		assertThat(output.getAll().lines().filter((line) -> line.contains("counts by project"))).singleElement()
			.asString()
			.contains("apipool.pools.demo", "gemini", "demo-", "quota-group")
			.doesNotContain("secret-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{provider: vanta, keys: [a, b]}
			{provider: gemini, keys: [a]}
			{provider: gemini, keys: [{value: a, quota-group: p}, {value: b, quota-group: p}]}
			{provider: gemini, keys: [a, {value: b, quota-group: p}]}
			{keys: [a, b]}
			""")
	void thereIsNoHintWhereThereIsNothingToSay(String pool, CapturedOutput output) {
		Written.asYaml("apipool: {pools: {demo: " + pool + "}}").bind();
		assertThat(output).doesNotContain("counts by");
	}

	@Test
	void announcementsHaveNamesOfTheirOwn() {
		assertThat(SHIPPED.get("openai").announcements()).extracting(LimitAnnouncement::name)
			.containsExactly("requests", "tokens", "project-tokens");
	}

}
