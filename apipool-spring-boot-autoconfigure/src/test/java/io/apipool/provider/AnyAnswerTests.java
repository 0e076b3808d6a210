package io.apipool.provider;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.apipool.definition.ProviderDefinition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for answers of any kind: nothing that a server sends may throw.
 */
class AnyAnswerTests {

	private static final Instant NOW = Sample.NOW;

	private static final List<ProviderDefinition> PROVIDERS = List.copyOf(Shipped.PROVIDERS.values());

	private static final String BODY = """
			{"type":"error","status":"OVER_QUERY_LIMIT","error":{"code":429,"message":"Please try again in 6m0s. limit: 0",
			"details":[{"violations":[{"quotaId":"GeneratePerDay","quotaDimensions":{"model":"m\\u00e9"},"quotaValue":"10"}]},
			{"retryDelay":"34.5s"}]},"usage":{"prompt_tokens":12,"completion_tokens":3}}""";

	@Property
	void anyHeadersAreRead(@ForAll("values") String value, @ForAll @IntRange(min = 0, max = 999) int status,
			@ForAll("providers") ProviderDefinition provider) {
		Answer answer = AnswerReader.of(provider).read(status, (name) -> List.of(value, value), null, NOW);
		assertThat(answer.limits()).allSatisfy(AnyAnswerTests::checkLimit);
		assertThat(AnswerReader.ofUnknown().read(status, (name) -> List.of(value), null, NOW).limits())
			.allSatisfy(AnyAnswerTests::checkLimit);
	}

	private static void checkLimit(AnnouncedLimit limit) {
		assertThat(limit.limit() == null || limit.limit() >= 0).isTrue();
		assertThat(limit.remaining() == null || limit.remaining() >= 0).isTrue();
	}

	@Property
	void anyBytesAreABody(@ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status,
			@ForAll("providers") ProviderDefinition provider) {
		assertThat(AnswerReader.of(provider).read(status, AnswerHeaders.NONE, body, NOW)).isNotNull();
		feed(provider, body);
	}

	@Property
	void aBodyMayBeCutOffOrHaveWrongBytes(@ForAll @IntRange(max = 400) int length, @ForAll @IntRange(max = 400) int at,
			@ForAll byte wrong, @ForAll("providers") ProviderDefinition provider) {
		byte[] body = Arrays.copyOf(BODY.getBytes(StandardCharsets.UTF_8), length);
		if (at < length) {
			body[at] = wrong;
		}
		assertThat(AnswerReader.of(provider).read(429, AnswerHeaders.NONE, body, NOW).outcome()).isNotNull();
		feed(provider, body);
	}

	@Property
	void anyTextsAreABody(@ForAll("texts") String body, @ForAll("providers") ProviderDefinition provider) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		assertThat(AnswerReader.of(provider).read(429, AnswerHeaders.NONE, bytes, NOW).outcome()).isNotNull();
		feed(provider, bytes);
	}

	@Example
	void whatIsNestedTooDeepIsPassedOver() {
		String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + ",";
		String body = "{\"deep\":" + "[".repeat(40) + "{\"error\":{\"code\":\"x\"}}" + "]".repeat(40)
				+ ",\"error\":{\"code\":\"insufficient_quota\"}}";
		for (ProviderDefinition provider : PROVIDERS) {
			feed(provider, deep.getBytes(StandardCharsets.UTF_8));
			feed(provider, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
		}
		assertThat(Sample.told(new Sample("openai", 429, "", body).read().outcome()))
			.isEqualTo("out-of-credit insufficient_quota");
		assertThat(JsonFields.read(body.getBytes(StandardCharsets.UTF_8), List.of("deep.error.code", "error.code")))
			.containsOnlyKeys("error.code");
	}

	@Example
	void anErrorIsReadToABound() {
		byte[] body = (" ".repeat(AnswerReader.BODY_PREFIX) + "{\"error\":{\"code\":\"insufficient_quota\"}}")
			.getBytes(StandardCharsets.UTF_8);
		assertThat(Sample
			.told(AnswerReader.of(Shipped.provider("openai")).read(429, AnswerHeaders.NONE, body, NOW).outcome()))
			.isEqualTo("throttled");
	}

	@Property
	void whatAHeaderAnnouncesIsReadBack(@ForAll @IntRange(min = 0, max = 1_000_000) int limit,
			@ForAll @IntRange(min = 0, max = 1_000_000) int remaining,
			@ForAll @IntRange(min = 1, max = 100_000) int reset) {
		Answer answer = AnswerReader.ofUnknown()
			.read(200, Sample.lines("X-RateLimit-Limit: %d\nX-RateLimit-Remaining: %d\nX-RateLimit-Reset: %d"
				.formatted(limit, remaining, NOW.getEpochSecond() + reset)), null, NOW);
		assertThat(answer.limits()).singleElement().satisfies((read) -> {
			assertThat(read.limit()).isEqualTo(limit);
			assertThat(read.remaining()).isEqualTo(remaining);
			assertThat(read.resetAt()).isEqualTo(NOW.plusSeconds(reset));
		});
	}

	private static void feed(ProviderDefinition provider, byte[] body) {
		for (String type : List.of("application/json", "text/event-stream")) {
			TokenReader reader = TokenReader.of(provider, type);
			if (reader != null) {
				reader.feed(body, 0, body.length);
				assertThat(reader.usage() == null || !reader.usage().units().isEmpty()).isTrue();
			}
		}
		assertThat(JsonFields.read(body, List.of("model", "error.code"))).isNotNull();
	}

	@Provide
	Arbitrary<ProviderDefinition> providers() {
		return Arbitraries.of(PROVIDERS);
	}

	@Provide
	Arbitrary<String> values() {
		Arbitrary<String> pieces = Arbitraries.of("1", "0", "9", ".", "-", ";", "w=", "r=", "t=", "q=", ",", "\"", " ",
				"s", "m", "h", "ms", "T", "Z", ":", "e9", "limit=", "Sun, 22 Nov 2026 12:00:30 GMT",
				"2026-11-22T12:00:00Z", "999999999999999", "\u00b5s", "\u0000", "=", "*", "default");
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60),
				pieces.list().ofMaxSize(60).map((list) -> String.join("", list)));
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> pieces = Arbitraries.of("{", "}", "[", "]", "\"", ":", ",", "\\", "\\u12", "1", "null", " ",
				"\n", "data:", "\n\n", "\"error\":", "\"message\":\"try again in ", "9999999999d", "5s", "\"usage\":{",
				"\"retryDelay\":\"", "\"quotaValue\":\"", "\"input_tokens\":12,");
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(200),
				pieces.list().ofMaxSize(200).map((list) -> String.join("", list)));
	}

}
