package io.apipool.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.apipool.KeyState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What becomes of a pool when its provider answers a real request in its own shape: how
 * the attempts ended, who rests and until when, what was learnt of limits.
 * <p>
 * Of learnt tokens the call's own are what was estimated when the answer came, and what
 * it used is settled after that. So what is left is off by one call, until the window
 * ends: above what the provider said where it refused one, below where it used more than
 * was estimated.
 */
@Tag("any-jdk")
class VendorStateTests {

	private static final String OTHER_KEY = "two succeeded, 200";

	private static Arguments answer(String provider, int status, String headers, String body, String attempts,
			String rests, String learnt) {
		return arguments(new Sample(provider, status, headers, body), attempts, rests, learnt);
	}

	/** The first key is throttled, and the other one serves the call. */
	private static Arguments throttled(String provider, int status, String headers, String body, String rest,
			String learnt) {
		return answer(provider, status, headers, body, "one throttled, " + OTHER_KEY,
				"bucket of one cooling " + rest + ": throttled", learnt);
	}

	private static Arguments usedUp(String provider, int status, String headers, String body, String rest,
			String learnt) {
		return answer(provider, status, headers, body, "one quota-exhausted, " + OTHER_KEY,
				"bucket of one cooling " + rest + ": quota exhausted", learnt);
	}

	private static Arguments noCredit(String provider, int status, String body, String reason) {
		return answer(provider, status, "", body, "one out-of-credit, " + OTHER_KEY,
				"group of one out-of-credit PT1H guessed: " + reason, "");
	}

	private static Arguments badKey(String provider, int status, String body, String reason) {
		return answer(provider, status, "", body, "one key-rejected, " + OTHER_KEY, "key one invalid PT15M: " + reason,
				"");
	}

	private static Arguments overloaded(String provider, int status, String headers, String body, String rest) {
		return answer(provider, status, headers, body, "one overloaded, " + status,
				"pool" + rest + ": provider overloaded", "");
	}

	private static Arguments badRequest(String provider, int status, String body) {
		return answer(provider, status, "", body, "one request-error, " + status, "nobody", "");
	}

	private static Arguments served(String provider, String headers, String body, String learnt) {
		return answer(provider, 200, headers, body, "one succeeded, 200", "nobody", learnt);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "openai", "azure", "anthropic", "gemini", "groq", "mistralAndDeepseek", "openrouter", "cerebras",
			"notion", "plainTools", "slack", "github", "coingecko", "googleMaps", "hubspot", "stripe" })
	void theStateOfThePoolAfterAnAnswer(Sample answer, String attempts, String rests, String learnt) {
		try (VendorPool pool = new VendorPool(answer, Map.of())) {
			int status = pool.send();
			assertThat(pool.attempts() + ", " + status).isEqualTo(attempts);
			assertThat(pool.learnt()).isEqualTo(learnt);
			assertThat(pool.rests()).isEqualTo(rests);
			assertThat(pool.snapshot().inFlight()).isZero();
			if (!answer.provider().equals("zapier")) {
				assertThat(pool.received()).extracting((request) -> VendorPool.keyOf(request).split(" ")[0])
					.containsExactlyElementsOf(attempts.contains("two") ? List.of("one", "two") : List.of("one"));
			}
			comesBack(pool, rests.contains("guessed") || rests.contains("key one"));
		}
	}

	private static void comesBack(VendorPool pool, boolean guessed) {
		Optional<Duration> rest = pool.longestRest();
		if (rest.isPresent()) {
			pool.advance(rest.get().minusMillis(1));
			assertThat(pool.key("one").state()).isNotIn(KeyState.USABLE, KeyState.PROBATION);
			pool.advance(Duration.ofMillis(1));
			assertThat(pool.key("one").state()).isEqualTo(guessed ? KeyState.PROBATION : KeyState.USABLE);
		}
	}

	static Stream<Arguments> openai() {
		String minute = VendorOutcomeTests.openai("rate_limit_exceeded", "tokens",
				"Rate limit reached for gpt-4o in organization org-1 on tokens per min (TPM): Limit 30000, Used 29000, "
						+ "Requested 1500. Please try again in 1s. Visit https://platform.openai.com to learn more.");
		String day = VendorOutcomeTests.openai("rate_limit_exceeded", "requests",
				"Rate limit reached for gpt-4o in organization org-1 on requests per day (RPD): Limit 200, Used 200, "
						+ "Requested 1. Please try again in 7m12s. Visit https://platform.openai.com to learn more.");
		String limits = """
				x-ratelimit-limit-requests: 500
				x-ratelimit-remaining-requests: 499
				x-ratelimit-reset-requests: 120ms
				x-ratelimit-limit-tokens: 30000
				x-ratelimit-remaining-tokens: %s
				x-ratelimit-reset-tokens: 6m0s""";
		String learnt = "requests 499 of 500 until PT0.131S by header; tokens %s of 30000 until PT6M2S by header";
		return Stream.of(
				throttled("openai", 429, limits.formatted("0") + "\nretry-after: 2\nretry-after-ms: 1430", minute,
						"PT1.43S announced", learnt.formatted("500")),
				throttled("openai", 429, limits.formatted("0"),
						VendorOutcomeTests.openai("rate_limit_exceeded", "tokens", "Too fast."), "PT6M announced",
						learnt.formatted("500")),
				throttled("openai", 429, "", minute, "PT1S announced", ""),
				throttled("openai", 429, "", VendorOutcomeTests.openai("rate_limit_exceeded", "tokens", "Too fast."),
						"PT0.952S guessed", ""),
				usedUp("openai", 429, "", day, "PT7M12S announced", ""),
				noCredit("openai", 429,
						VendorOutcomeTests.openai("insufficient_quota", "insufficient_quota",
								"You exceeded your current quota, please check your plan and billing details."),
						"insufficient_quota"),
				badKey("openai", 401,
						VendorOutcomeTests.openai("invalid_api_key", "invalid_request_error",
								"Incorrect API key provided: s3cr**-one."),
						"invalid_api_key"),
				overloaded("openai", 503, "retry-after: 30",
						VendorOutcomeTests.openai("overloaded", "server_error", "Slow Down"), " for gpt-4o PT30S"),
				overloaded("openai", 503, "", "", " for gpt-4o PT0.2S"),
				badRequest("openai", 400,
						VendorOutcomeTests.openai("context_length_exceeded", "invalid_request_error", "Too long.")),
				answer("openai", 500, "", VendorOutcomeTests.openai("server_error", "server_error", "Sorry."),
						"one failed, 500", "nobody", ""),
				served("openai", limits.formatted("29971"),
						"{\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29}}",
						learnt.formatted("29971")));
	}

	static Stream<Arguments> azure() {
		String body = "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions Operation have exceeded "
				+ "call rate limit of your current pricing tier. Please retry after 6 seconds.\"}}";
		return Stream.of(
				throttled("azure-openai", 429, "retry-after-ms: 5500\nretry-after: 6", body, "PT5.5S announced", ""),
				throttled("azure-openai", 429, "", body, "PT6S announced", ""),
				badKey("azure-openai", 401,
						"{\"error\":{\"code\":\"PermissionDenied\",\"message\":\"Access denied due to invalid key.\"}}",
						"PermissionDenied"),
				noCredit("azure-openai", 429,
						VendorOutcomeTests.openai("insufficient_quota", "insufficient_quota", "Quota."),
						"insufficient_quota"),
				overloaded("azure-openai", 503, "retry-after: 4", "", " for gpt-4o PT4S"),
				badRequest("azure-openai", 400,
						VendorOutcomeTests.openai("content_filter", "invalid_request_error", "Filtered.")),
				served("azure-openai",
						"x-ratelimit-limit-tokens: 1000\nx-ratelimit-remaining-tokens: 971\nx-ratelimit-reset-tokens: 10s",
						"{\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10}}",
						"tokens 971 of 1000 until PT12S by header"));
	}

	static Stream<Arguments> anthropic() {
		String limit = VendorOutcomeTests.anthropic("rate_limit_error",
				"This request would exceed your organization's rate limit of 50,000 input tokens per minute.");
		String limits = """
				anthropic-ratelimit-requests-limit: 50
				anthropic-ratelimit-requests-remaining: 49
				anthropic-ratelimit-requests-reset: 2026-11-22T12:00:02Z
				anthropic-ratelimit-input-tokens-limit: 50000
				anthropic-ratelimit-input-tokens-remaining: %s
				anthropic-ratelimit-input-tokens-reset: 2026-11-22T12:00:37Z""";
		String learnt = "requests 49 of 50 until PT3.3S by header; input-tokens %s of 50000 until PT39S by header";
		return Stream.of(
				throttled("anthropic", 429, limits.formatted("0") + "\nretry-after: 41", limit, "PT41S announced",
						learnt.formatted("0")),
				throttled("anthropic", 429, limits.formatted("0"), limit, "PT37S announced", learnt.formatted("0")),
				throttled("anthropic", 429, "", limit, "PT5S guessed", ""),
				noCredit("anthropic", 429,
						VendorOutcomeTests.anthropic("rate_limit_error",
								"Your organization has reached its monthly spend limit."),
						"rate_limit_error"),
				noCredit("anthropic", 400, VendorOutcomeTests.anthropic("invalid_request_error",
						"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."),
						"invalid_request_error"),
				badKey("anthropic", 401, VendorOutcomeTests.anthropic("authentication_error", "invalid x-api-key"),
						"authentication_error"),
				overloaded("anthropic", 529, "", VendorOutcomeTests.anthropic("overloaded_error", "Overloaded"),
						" for gpt-4o PT0.2S"),
				badRequest("anthropic", 400,
						VendorOutcomeTests.anthropic("invalid_request_error", "max_tokens: field required")),
				served("anthropic", limits.formatted("47900"),
						"{\"type\":\"message\",\"usage\":{\"input_tokens\":2100,\"output_tokens\":503}}",
						learnt.formatted("45800")));
	}

	static Stream<Arguments> gemini() {
		String minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
		String day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
		String ten = "requests 9 of 10 until PT1M by body";
		String perDay = "requests 249 of 250 until PT24H by body";
		return Stream.of(
				throttled("gemini", 429, "", VendorOutcomeTests.gemini("", minute, "10", "34s"), "PT34S announced",
						ten),
				throttled("gemini", 429, "", VendorOutcomeTests.gemini("", minute, "10", "0s"), "PT0.714S guessed",
						ten),
				usedUp("gemini", 429, "", VendorOutcomeTests.gemini("", day, "250", "0s"), "PT20H announced", perDay),
				usedUp("gemini", 429, "", VendorOutcomeTests.gemini("", day, "250", "86400s"), "PT24H announced",
						perDay),
				noCredit("gemini", 429,
						VendorOutcomeTests.gemini("* Quota exceeded, limit: 0\\nPlease retry in 1s.", minute, "", "1s"),
						"RESOURCE_EXHAUSTED"),
				noCredit("gemini", 429,
						"{\"error\":{\"code\":429,\"message\":\"Your project has exceeded its monthly spending cap.\","
								+ "\"status\":\"RESOURCE_EXHAUSTED\"}}",
						"RESOURCE_EXHAUSTED"),
				badKey("gemini", 400, """
						{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.",
						"status": "INVALID_ARGUMENT", "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
						"reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}""", "API_KEY_INVALID"),
				overloaded("gemini", 503, "",
						"{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}",
						" for gemini-2.5-pro PT0.2S"),
				badRequest("gemini", 400,
						"{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload.\",\"status\":\"INVALID_ARGUMENT\"}}"),
				served("gemini", "",
						"{\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":17,\"totalTokenCount\":25}}",
						""));
	}

	static Stream<Arguments> groq() {
		String limits = """
				x-ratelimit-limit-requests: 14400
				x-ratelimit-remaining-requests: 14370
				x-ratelimit-reset-requests: 2m59.56s
				x-ratelimit-limit-tokens: 18000
				x-ratelimit-remaining-tokens: %s
				x-ratelimit-reset-tokens: 7.66s""";
		String learnt = "requests 14370 of 14400 until PT3M0.56S by header; tokens %s of 18000 until PT8.26S by header";
		String perMinute = VendorOutcomeTests.openai("rate_limit_exceeded", "tokens",
				"Rate limit reached for model on tokens per minute (TPM): Limit 18000. Please try again in 5.289s.");
		String perDay = VendorOutcomeTests.openai("rate_limit_exceeded", "tokens",
				"Rate limit reached for model on tokens per day (TPD): Limit 100000. Please try again in 20m13s.");
		return Stream.of(
				throttled("groq", 429, limits.formatted("0") + "\nretry-after: 6", perMinute, "PT6S announced",
						learnt.formatted("500")),
				throttled("groq", 429, "", perMinute, "PT5.289S announced", ""),
				usedUp("groq", 429, "retry-after: 1213", perDay, "PT20M13S announced", ""),
				noCredit("groq", 400,
						VendorOutcomeTests.openai("blocked_api_access", "invalid_request_error", "Spend limit."),
						"blocked_api_access"),
				badKey("groq", 401,
						VendorOutcomeTests.openai("invalid_api_key", "invalid_request_error", "Invalid API Key"),
						"invalid_api_key"),
				overloaded("groq", 498, "", "{\"error\":{\"message\":\"capacity exceeded\"}}", " for gpt-4o PT0.2S"),
				badRequest("groq", 413,
						VendorOutcomeTests.openai("rate_limit_exceeded", "tokens", "Request too large.")),
				served("groq", limits.formatted("17977"), "{\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":5}}",
						learnt.formatted("17977")));
	}

	static Stream<Arguments> mistralAndDeepseek() {
		return Stream.of(
				throttled("mistral", 429, "", "{\"message\":\"Requests rate limit exceeded\"}", "PT0.714S guessed", ""),
				badKey("mistral", 401, "{\"message\":\"Unauthorized\",\"request_id\":\"1\"}",
						"rejected by the provider"),
				noCredit("mistral", 402, "{\"message\":\"Payment required\"}", "out of credit"),
				overloaded("mistral", 429, "retry-after: 3",
						"{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\","
								+ "\"type\":\"service_tier_capacity_exceeded\",\"param\":null,\"code\":\"3505\"}",
						" for gpt-4o PT3S"),
				badRequest("mistral", 422, "{\"object\":\"error\",\"message\":{\"detail\":[]}}"),
				served("mistral", "", "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}", ""),
				throttled("deepseek", 429, "",
						VendorOutcomeTests.openai("rate_limit", "rate_limit", "Too many requests."), "PT5S guessed",
						""),
				noCredit("deepseek", 402,
						VendorOutcomeTests.openai("invalid_request_error", "unknown_error", "Insufficient Balance"),
						"invalid_request_error"),
				badKey("deepseek", 401,
						VendorOutcomeTests.openai("invalid_request_error", "authentication_error",
								"Your key is invalid"),
						"invalid_request_error"),
				overloaded("deepseek", 503, "", "", " for gpt-4o PT0.2S"),
				badRequest("deepseek", 422,
						VendorOutcomeTests.openai("invalid_request_error", "invalid_request_error", "Failed.")),
				served("deepseek", "", "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}", ""));
	}

	static Stream<Arguments> openrouter() {
		String limits = "X-RateLimit-Limit: 20\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1795348830000";
		return Stream.of(
				throttled("openrouter", 429, limits,
						"{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-min.\",\"code\":429}}",
						"PT30S announced", "requests 0 of 20 until PT31S by header"),
				usedUp("openrouter", 429, "",
						"{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day. Add 10 credits.\",\"code\":429}}",
						"PT12H announced", ""),
				noCredit("openrouter", 402, "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}",
						"out of credit"),
				noCredit("openrouter", 403,
						"{\"error\":{\"message\":\"Key limit exceeded (total limit).\",\"code\":403}}",
						"out of credit"),
				badKey("openrouter", 401, "{\"error\":{\"message\":\"No auth credentials found\",\"code\":401}}",
						"rejected by the provider"),
				overloaded("openrouter", 429, "retry-after: 4",
						"{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"provider_code\":429}}}",
						" for gpt-4o PT4S"),
				badRequest("openrouter", 400, "{\"error\":{\"message\":\"Not a valid model\",\"code\":400}}"),
				served("openrouter", "", "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}", ""));
	}

	static Stream<Arguments> cerebras() {
		String limits = """
				x-ratelimit-limit-requests-day: 1000
				x-ratelimit-remaining-requests-day: %s
				x-ratelimit-reset-requests-day: 33011.5
				x-ratelimit-limit-tokens-minute: 60000
				x-ratelimit-remaining-tokens-minute: %s
				x-ratelimit-reset-tokens-minute: 11.25""";
		String learnt = "requests %s of 1000 until PT9H10M12.5S by header; tokens %s of 60000 until PT11.85S by header";
		return Stream.of(
				throttled("cerebras", 429, limits.formatted("900", "0"),
						"{\"message\":\"Tokens per minute limit exceeded.\",\"type\":\"too_many_tokens_error\","
								+ "\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}",
						"PT11.25S announced", learnt.formatted("900", "500")),
				usedUp("cerebras", 429, limits.formatted("0", "60000"),
						"{\"message\":\"Requests per day limit exceeded.\",\"code\":\"request_quota_exceeded\"}",
						"PT9H10M11.5S announced", learnt.formatted("0", "60000")),
				badKey("cerebras", 401, "{\"message\":\"Wrong API Key\",\"code\":\"wrong_api_key\"}", "wrong_api_key"),
				noCredit("cerebras", 402, "{\"message\":\"Payment required\",\"code\":\"payment_required\"}",
						"payment_required"),
				overloaded("cerebras", 429, "", "{\"message\":\"High traffic.\",\"code\":\"queue_exceeded\"}",
						" for gpt-4o PT0.2S"),
				badRequest("cerebras", 400, "{\"message\":\"Bad\",\"code\":\"wrong_request\"}"),
				served("cerebras", limits.formatted("999", "59979"),
						"{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}",
						learnt.formatted("999", "59979")));
	}

	static Stream<Arguments> notion() {
		return Stream.of(throttled("notion", 429, "Retry-After: 17", """
				{"object":"error","status":429,"code":"rate_limited","message":"You have been rate limited.",
				"additional_data":{"rate_limit_reason":"connection"}}""", "PT17S announced", ""),
				badKey("notion", 401, "{\"object\":\"error\",\"status\":401,\"code\":\"unauthorized\"}",
						"unauthorized"),
				overloaded("notion", 529, "Retry-After: 10",
						"{\"object\":\"error\",\"status\":529,\"code\":\"service_overload\"}", " PT10S"),
				badRequest("notion", 400, "{\"object\":\"error\",\"status\":400,\"code\":\"validation_error\"}"),
				badRequest("notion", 403, "{\"object\":\"error\",\"status\":403,\"code\":\"restricted_resource\"}"),
				served("notion", "", "{\"object\":\"list\",\"results\":[]}", ""));
	}

	static Stream<Arguments> plainTools() {
		return Stream.of(throttled("vanta", 429, "", "", "PT5S guessed", ""),
				badKey("vanta", 401, "{\"error\":\"invalid_token\"}", "invalid_token"),
				overloaded("vanta", 503, "", "", " PT0.2S"), badRequest("vanta", 422, "{\"error\":\"invalid\"}"),
				served("vanta", "", "{\"results\":{\"data\":[]}}", ""),
				throttled("fieldguide", 429, "Retry-After: Sun, 22 Nov 2026 12:01:00 GMT", "", "PT1M announced", ""),
				throttled("fieldguide", 429, "RateLimit-Policy: \"api\";q=10;w=1\nRateLimit: \"api\";r=0;t=1", "",
						"PT1S announced", "requests 0 of 10 until PT2.1S by header"),
				badKey("fieldguide", 401, "", "rejected by the provider"),
				overloaded("fieldguide", 503, "Retry-After: 2", "", " PT2S"), badRequest("fieldguide", 404, ""),
				served("fieldguide", "", "[]", ""),
				throttled("airtable", 429, "",
						"{\"errors\":[{\"error\":\"RATE_LIMIT_REACHED\",\"message\":\"Too fast\"}]}",
						"PT0.476S guessed", ""),
				usedUp("airtable", 429, "",
						"{\"errors\":[{\"error\":\"PUBLIC_API_BILLING_LIMIT_EXCEEDED\",\"message\":\"Monthly\"}]}",
						"PT10M guessed", ""),
				badKey("airtable", 401, "{\"error\":{\"type\":\"AUTHENTICATION_REQUIRED\"}}",
						"AUTHENTICATION_REQUIRED"),
				overloaded("airtable", 503, "", "", " PT0.2S"),
				badRequest("airtable", 422, "{\"error\":{\"type\":\"INVALID_REQUEST_UNKNOWN\"}}"),
				served("airtable", "", "{\"records\":[]}", ""),
				throttled("zapier", 429, "", "{\"status\":\"error\"}", "PT0.714S guessed", ""),
				overloaded("zapier", 503, "", "", " for gpt-4o PT0.2S"), badRequest("zapier", 410, ""),
				served("zapier", "", "{\"status\":\"success\"}", ""));
	}

	static Stream<Arguments> slack() {
		return Stream.of(
				throttled("slack", 429, "Retry-After: 30", "{\"ok\":false,\"error\":\"ratelimited\"}",
						"PT30S announced", ""),
				throttled("slack", 200, "Retry-After: 3", "{\"ok\":false,\"error\":\"ratelimited\"}", "PT3S announced",
						""),
				badKey("slack", 200, "{\"ok\":false,\"error\":\"invalid_auth\"}", "invalid_auth"),
				overloaded("slack", 200, "", "{\"ok\":false,\"error\":\"service_unavailable\"}", " for gpt-4o PT0.2S"),
				answer("slack", 200, "", "{\"ok\":false,\"error\":\"internal_error\"}", "one failed, 200", "nobody",
						""),
				served("slack", "", "{\"ok\":false,\"error\":\"channel_not_found\"}", ""),
				served("slack", "", "{\"ok\":true,\"message\":{\"error\":\"invalid_auth\"}}", ""));
	}

	static Stream<Arguments> github() {
		String core = "x-ratelimit-limit: 5000\nx-ratelimit-used: %s\nx-ratelimit-resource: core\n"
				+ "x-ratelimit-remaining: %s\nx-ratelimit-reset: 1795349400";
		String search = "x-ratelimit-resource: search\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1795348830";
		return Stream.of(
				throttled("github", 403, core.formatted(5000, 0), "{\"message\":\"API rate limit exceeded\"}",
						"PT10M announced", "requests 0 of 5000 until PT10M2S by header"),
				throttled("github", 429, search, "", "PT30S announced", ""),
				throttled("github", 403, core.formatted(1000, 4000) + "\nretry-after: 60",
						"{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}",
						"PT1M announced", "requests 4000 of 5000 until PT10M2S by header"),
				badKey("github", 401, "{\"message\":\"Bad credentials\",\"status\":\"401\"}",
						"rejected by the provider"),
				overloaded("github", 503, "", "", " PT0.2S"),
				badRequest("github", 403, "{\"message\":\"Resource not accessible by personal access token\"}"),
				badRequest("github", 422, "{\"message\":\"Validation Failed\"}"), served("github",
						core.formatted(1, 4999), "{\"login\":\"o\"}", "requests 4999 of 5000 until PT10M2S by header"));
	}

	static Stream<Arguments> coingecko() {
		return Stream.of(
				throttled(
						"coingecko", 429, "Retry-After: 60", "{\"status\":{\"error_code\":429}}", "PT1M announced", ""),
				throttled("coingecko", 429, "", "{\"status\":{\"error_code\":429}}", "PT5S guessed", ""),
				badKey("coingecko", 401,
						"{\"status\":{\"timestamp\":\"2026-11-22T12:00:00Z\",\"error_code\":10002,\"error_message\":\"API Key Missing\"}}",
						"rejected by the provider"),
				badKey("coingecko", 400, "{\"error_code\":10010,\"status\":{\"error_message\":\"pro\"}}",
						"rejected by the provider"),
				badRequest("coingecko", 401, "{\"status\":{\"error_code\":10005}}"),
				overloaded("coingecko", 403, "", "error code: 1020", " PT0.2S"),
				badRequest("coingecko", 404, "{\"error\":\"coin not found\"}"),
				served("coingecko", "", "{\"bitcoin\":{\"usd\":1}}", ""));
	}

	static Stream<Arguments> googleMaps() {
		return Stream.of(
				throttled("google-maps", 200, "", "{\"results\":[],\"status\":\"OVER_QUERY_LIMIT\"}", "PT5S guessed",
						""),
				usedUp("google-maps", 200, "", "{\"results\":[],\"status\":\"OVER_DAILY_LIMIT\"}", "PT20H announced",
						""),
				noCredit("google-maps", 200,
						"{\"error_message\":\"You must enable Billing on the project.\",\"status\":\"OVER_DAILY_LIMIT\"}",
						"OVER_DAILY_LIMIT"),
				badKey("google-maps", 200,
						"{\"error_message\":\"The provided API key is invalid.\",\"results\":[],\"status\":\"REQUEST_DENIED\"}",
						"REQUEST_DENIED"),
				overloaded("google-maps", 503, "", "", " PT0.2S"),
				badRequest("google-maps", 200, "{\"results\":[],\"status\":\"INVALID_REQUEST\"}"),
				answer("google-maps", 200, "", "{\"status\":\"UNKNOWN_ERROR\"}", "one failed, 200", "nobody", ""),
				served("google-maps", "", "{\"results\":[],\"status\":\"ZERO_RESULTS\"}", ""));
	}

	static Stream<Arguments> hubspot() {
		String limits = """
				X-HubSpot-RateLimit-Daily: 500000
				X-HubSpot-RateLimit-Daily-Remaining: 499000
				X-HubSpot-RateLimit-Interval-Milliseconds: 10000
				X-HubSpot-RateLimit-Max: 190
				X-HubSpot-RateLimit-Remaining: 189""";
		String error = """
				{"status":"error","message":"You have reached your limit.","errorType":"RATE_LIMIT",
				"correlationId":"c033cdaa","policyName":"%s"}""";
		return Stream.of(throttled("hubspot", 429, "", error.formatted("TEN_SECONDLY_ROLLING"), "PT5S guessed", ""),
				usedUp("hubspot", 429, "", error.formatted("DAILY"), "PT10M guessed", ""),
				badKey("hubspot", 401, "{\"status\":\"error\",\"category\":\"INVALID_AUTHENTICATION\"}",
						"rejected by the provider"),
				overloaded("hubspot", 503, "", "", " PT0.2S"),
				badRequest("hubspot", 400, "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\"}"),
				served("hubspot", limits, "{\"results\":[]}",
						"requests 499999 of 500000 until PT24H by header; requests 189 of 190 until PT10S by header"));
	}

	static Stream<Arguments> stripe() {
		return Stream.of(
				throttled("stripe", 429, "Stripe-Rate-Limited-Reason: endpoint-concurrency",
						"{\"error\":{\"code\":\"rate_limit\"}}", "PT5S guessed", ""),
				answer("stripe", 429, "", "{\"error\":{\"code\":\"lock_timeout\",\"type\":\"invalid_request_error\"}}",
						"one failed, 429", "nobody", ""),
				badKey("stripe", 401, "{\"error\":{\"message\":\"Invalid API Key provided: sk_test_***\"}}",
						"rejected by the provider"),
				overloaded("stripe", 503, "", "", " for gpt-4o PT0.2S"),
				badRequest("stripe", 402, "{\"error\":{\"code\":\"card_declined\",\"type\":\"card_error\"}}"),
				badRequest("stripe", 400, "{\"error\":{\"type\":\"invalid_request_error\"}}"),
				served("stripe", "", "{\"object\":\"charge\"}", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			openai       | Authorization: Bearer ?                             | -                    | -
			azure-openai | api-key: ?                                          | -                    | -
			anthropic    | x-api-key: ?                                        | anthropic-version    | 2023-06-01
			gemini       | x-goog-api-key: ?                                   | -                    | -
			groq         | Authorization: Bearer ?                             | -                    | -
			mistral      | Authorization: Bearer ?                             | -                    | -
			openrouter   | Authorization: Bearer ?                             | -                    | -
			deepseek     | Authorization: Bearer ?                             | -                    | -
			cerebras     | Authorization: Bearer ?                             | -                    | -
			notion       | Authorization: Bearer ?                             | Notion-Version       | 2022-06-28
			vanta        | Authorization: Bearer ?                             | -                    | -
			fieldguide   | Authorization: Bearer ?                             | -                    | -
			airtable     | Authorization: Bearer ?                             | -                    | -
			zapier       | -                                                   | -                    | -
			slack        | Authorization: Bearer ?                             | -                    | -
			github       | Authorization: Bearer ?                             | X-GitHub-Api-Version | 2022-11-28
			coingecko    | x-cg-demo-api-key: ?                                | -                    | -
			google-maps  | query: address=Berlin&key=?                         | -                    | -
			hubspot      | Authorization: Bearer ?                             | -                    | -
			stripe       | Authorization: Bearer ?                             | -                    | -
			""")
	void theKeyIsWhereTheProviderWantsIt(String provider, String place, String header, String value) {
		try (VendorPool pool = new VendorPool(new Sample(provider, 200, "", "{}"), Map.of())) {
			assertThat(pool.send()).isEqualTo(200);
			assertThat(pool.received()).singleElement().satisfies((request) -> {
				assertThat(VendorPool.keyOf(request)).isEqualToIgnoringCase((place != null) ? "one in " + place : "");
				if (header != null) {
					assertThat(request.headers()).containsEntry(header, value);
				}
			});
		}
	}

	@Test
	void noProviderIsLeftOut() {
		assertThat(VendorPool.REQUESTS).containsOnlyKeys(Shipped.PROVIDERS.keySet());
	}

	@ParameterizedTest
	@MethodSource("io.apipool.provider.TokenReaderTests#answers")
	void tokensAreSettledByWhatTheAnswerReports(String provider, String type, String body, String expected) {
		Map<String, Object> limits = Map.of("pool-limits[0]", "1M tokens/m", "pool-limits[1]", "1M input-tokens/m",
				"pool-limits[2]", "1M output-tokens/m");
		try (VendorPool pool = new VendorPool(new Sample(provider, 200, "", body), limits)) {
			assertThat(pool.send()).isEqualTo(200);
			Map<String, Double> used = pool.used();
			String told = "%.0f + %.0f = %.0f".formatted(used.get("input-tokens"), used.get("output-tokens"),
					used.get("tokens"));
			assertThat(told).isEqualTo(expected.equals("nothing") ? "0 + 0 = 500" : expected);
		}
	}

	@Test
	void aModelWithABucketOfItsOwnRestsAlone() {
		Sample answer = new Sample("gemini", 429, "",
				VendorOutcomeTests.gemini("", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "250", "0s"));
		try (VendorPool pool = new VendorPool(answer, Map.of("models[0].match[0]", "gemini-2.5-pro*"))) {
			assertThat(pool.send()).isEqualTo(200);
			assertThat(pool.rests()).isEqualTo("gemini-2.5-pro* of one PT20H announced: quota exhausted");
			assertThat(pool.learnt()).isEqualTo("requests 249 of 250 until PT24H by body");
			assertThat(pool.key("one").state()).isEqualTo(KeyState.USABLE);
		}
	}

	@Test
	void keysOfOneAccountRestTogether() {
		Sample answer = new Sample("openai", 429, "retry-after: 2", "");
		Map<String, Object> account = Map.of("keys[0].quota-group", "both", "keys[1].quota-group", "both");
		try (VendorPool pool = new VendorPool(answer, account)) {
			assertThat(pool.send()).isEqualTo(429);
			assertThat(pool.attempts()).isEqualTo("one throttled");
			assertThat(pool.key("two").state()).isEqualTo(KeyState.COOLING);
		}
	}

}
