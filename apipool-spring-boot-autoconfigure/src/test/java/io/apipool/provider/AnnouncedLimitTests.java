package io.apipool.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for the limits that headers announce.
 */
class AnnouncedLimitTests {

	private static final Instant NOW = Sample.NOW;

	private static String told(Answer answer) {
		return answer.limits().stream().map(AnnouncedLimitTests::told).collect(Collectors.joining("; "));
	}

	private static String told(AnnouncedLimit limit) {
		return "%s %s %s of %s%s%s%s".formatted(limit.name(), limit.dimension(), number(limit.remaining()),
				number(limit.limit()), (limit.window() != null) ? " in " + limit.window() : "",
				(limit.resetAt() != null) ? " until " + Duration.between(NOW, limit.resetAt()) : "",
				(limit.precision() != AnnouncedLimit.Precision.SECOND) ? " precisely" : "");
	}

	private static String number(Double number) {
		return (number != null) ? String.valueOf(number.longValue()) : "?";
	}

	private static Answer unknown(String headers) {
		return AnswerReader.ofUnknown().read(200, Sample.lines(headers), null, NOW);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void eachProviderAnnouncesInItsOwnWay(String provider, String headers, String expected) {
		Answer answer = new Sample(provider, 200, headers, "").read();
		assertThat(told(answer)).isEqualTo(expected);
		assertThat(answer.malformed()).isZero();
	}

	static Stream<Arguments> eachProviderAnnouncesInItsOwnWay() {
		return Stream.of(
				arguments("openai", """
						x-ratelimit-limit-requests: 10000
						x-ratelimit-remaining-requests: 9999
						x-ratelimit-reset-requests: 6ms
						x-ratelimit-limit-tokens: 30000000
						x-ratelimit-remaining-tokens: 29999976
						x-ratelimit-reset-tokens: 1h2m3.5s
						x-ratelimit-limit-project-tokens: 40000
						x-ratelimit-remaining-project-tokens: 39000
						x-ratelimit-reset-project-tokens: 6m0s""",
						"requests requests 9999 of 10000 until PT0.006S precisely; "
								+ "tokens tokens 29999976 of 30000000 until PT1H2M3.5S precisely; "
								+ "project-tokens tokens 39000 of 40000 until PT6M"),
				arguments("azure-openai", "x-ratelimit-remaining-requests: 9\nx-ratelimit-remaining-tokens: 900",
						"requests requests 9 of ?; tokens tokens 900 of ?"),
				arguments("anthropic", """
						anthropic-ratelimit-requests-limit: 50
						anthropic-ratelimit-requests-remaining: 49
						anthropic-ratelimit-requests-reset: 2026-11-22T12:00:02Z
						anthropic-ratelimit-input-tokens-limit: 50000
						anthropic-ratelimit-input-tokens-remaining: 0
						anthropic-ratelimit-input-tokens-reset: 2026-11-22T13:00:30+01:00
						anthropic-ratelimit-output-tokens-remaining: 7000""",
						"requests requests 49 of 50 until PT2S; input-tokens input-tokens 0 of 50000 until PT30S; "
								+ "output-tokens output-tokens 7000 of ?"),
				arguments("groq", """
						x-ratelimit-limit-requests: 14400
						x-ratelimit-remaining-requests: 14370
						x-ratelimit-reset-requests: 2m59.56s
						x-ratelimit-limit-tokens: 18000
						x-ratelimit-remaining-tokens: 17997
						x-ratelimit-reset-tokens: 7.66s""",
						"requests-day requests 14370 of 14400 in PT24H until PT2M59.56S precisely; "
								+ "tokens-minute tokens 17997 of 18000 in PT1M until PT7.66S precisely"),
				arguments("cerebras", """
						x-ratelimit-limit-requests-day: 1000000000
						x-ratelimit-remaining-requests-day: 999997455
						x-ratelimit-reset-requests-day: 33011.382867""",
						"requests-day requests 999997455 of 1000000000 in PT24H until PT9H10M11.382867S precisely"),
				arguments("github", """
						x-ratelimit-limit: 5000
						x-ratelimit-remaining: 4999
						x-ratelimit-used: 1
						x-ratelimit-reset: 1795352400
						x-ratelimit-resource: core""", "core requests 4999 of 5000 in PT1H until PT1H"),
				arguments("github", "x-ratelimit-limit: 30\nx-ratelimit-remaining: 29\nx-ratelimit-resource: search",
						""),
				arguments("hubspot", """
						X-HubSpot-RateLimit-Daily: 250000
						X-HubSpot-RateLimit-Daily-Remaining: 249000
						X-HubSpot-RateLimit-Interval-Milliseconds: 10000
						X-HubSpot-RateLimit-Max: 100
						X-HubSpot-RateLimit-Remaining: 99""",
						"daily requests 249000 of 250000 in PT24H; ten-secondly requests 99 of 100 in PT10S"),
				arguments("openrouter",
						"X-RateLimit-Limit: 20\nX-RateLimit-Remaining: 3\nX-RateLimit-Reset: 1795348830500",
						"requests requests 3 of 20 until PT30.5S precisely"),
				arguments("gemini", "", ""), arguments("stripe", "", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RateLimit: "default";r=50;t=30                                      | default requests 50 of ? until PT30S
					RateLimit: "default";r=50                                           | default requests 50 of ?
					RateLimit: default;r=50;t=30;pk=:dXNlcg==:                          | default requests 50 of ? until PT30S
					RateLimit: limit=100, remaining=40, reset=25                        | requests requests 40 of 100 until PT25S
					RateLimit-Limit: 100                                                | requests requests ? of 100
					X-RateLimit-Limit: 1000, 1000;w=1, 60000;w=60                       | requests requests ? of 1000 in PT1S
					X-RateLimit-Reset: 1795348830                                       | requests requests ? of ? until PT30S
					X-RateLimit-Reset: 1795348830250                                    | requests requests ? of ? until PT30.25S precisely
					X-RateLimit-Reset: 30                                               | requests requests ? of ? until PT30S
					X-RateLimit-Reset: 30.000                                           | requests requests ? of ? until PT30S precisely
					X-RateLimit-Reset: 2026-11-22T12:00:30Z                             | requests requests ? of ? until PT30S
					X-RateLimit-Reset: Sun, 22 Nov 2026 12:00:30 GMT                    | requests requests ? of ? until PT30S
					X-RateLimit-Remaining: -3                                           | requests requests 0 of ?
					X-Rate-Limit-Remaining: 5                                           | requests requests 5 of ?
					""")
	void theStandardsAreReadOfAnyProvider(String header, String expected) {
		assertThat(told(unknown(header))).isEqualTo(expected);
		assertThat(unknown(header).malformed()).isZero();
	}

	@Test
	void aPolicyIsJoinedToItsLimitByName() {
		Answer answer = unknown("""
				RateLimit-Policy: "burst";q=100;w=60, "daily";q=1000;w=86400, "bytes";q=5000;w=60;qu="content-bytes"
				RateLimit: "burst";r=99;t=30
				RateLimit: "daily";r=900;t=3600, "bytes";r=10""");
		assertThat(told(answer)).isEqualTo("burst requests 99 of 100 in PT1M until PT30S; "
				+ "daily requests 900 of 1000 in PT24H until PT1H; bytes content-bytes 10 of 5000 in PT1M");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-RateLimit-Limit: many", "X-RateLimit-Remaining: 1e99", "X-RateLimit-Reset: tomorrow",
			"X-RateLimit-Reset: -5", "X-RateLimit-Reset: 999999999999999999999", "RateLimit: ;;;", "RateLimit: \"x;r=5",
			"RateLimit: \"x\";r=lots", "X-RateLimit-Remaining: NaN", "X-RateLimit-Limit: 0x10" })
	void whatCannotBeReadIsCountedAndUnknown(String header) {
		Answer answer = unknown(header);
		assertThat(answer.malformed()).isPositive();
		assertThat(answer.limits()).noneMatch((limit) -> limit.limit() != null || limit.remaining() != null);
	}

	@Test
	void malformedWaitsAreCountedAndTheNextPlaceIsAsked() {
		Answer answer = new Sample("openai", 429, "retry-after-ms: soon\nRetry-After: later",
				"Please try again in 20 seconds.")
			.read();
		assertThat(Sample.told(answer.outcome())).isEqualTo("throttled PT20S");
		assertThat(answer.malformed()).isEqualTo(2);
	}

	@Test
	void aDiscoveryTellsItsLimits() {
		String body = """
				{"resources": {"core": {"limit": 5000, "used": 1, "remaining": 4999, "reset": 1795352400},
				"search": {"limit": 30, "remaining": 18}}, "rate": {"limit": 5000}}""";
		List<AnnouncedLimit> limits = DiscoveryReader.read(Shipped.provider("github").discovery(), body.getBytes(),
				NOW);
		assertThat(limits).singleElement().satisfies((limit) -> {
			assertThat(told(limit)).isEqualTo("core requests 4999 of 5000 in PT1H until PT1H");
			assertThat(limit.source()).isEqualTo(AnnouncedLimit.Source.DISCOVERY);
		});
		assertThat(DiscoveryReader.read(Shipped.provider("openrouter").discovery(),
				"{\"data\":{\"limit\":null,\"limit_remaining\":null}}".getBytes(), NOW))
			.isEmpty();
	}

}
