package io.apipool.provider;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for what the answers of each provider mean, in the shapes in which it sends them.
 */
class VendorOutcomeTests {

	private static final String GEMINI_QUOTA = """
			{"error": {"code": 429, "message": "You exceeded your current quota, please check your plan and billing details. %s",
			"status": "RESOURCE_EXHAUSTED", "details": [
			{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
			"quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
			"quotaId": "%s", "quotaDimensions": {"location": "global", "model": "gemini-2.5-pro"}%s}]},
			{"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": "Learn more", "url": "https://ai.google.dev"}]},
			{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%s"}]}}""";

	static String gemini(String message, String quotaId, String value, String delay) {
		return GEMINI_QUOTA.formatted(message, quotaId, value.isEmpty() ? "" : ", \"quotaValue\": \"" + value + "\"",
				delay);
	}

	static String openai(String code, String type, String message) {
		return "{\"error\": {\"message\": \"%s\", \"type\": \"%s\", \"param\": null, \"code\": \"%s\"}}"
			.formatted(message, type, code);
	}

	static String anthropic(String type, String message) {
		return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"req_1\"}"
			.formatted(type, message);
	}

	@ParameterizedTest(name = "{0} {1}: {4}")
	@MethodSource({ "openai", "azure", "anthropic", "gemini", "groq", "otherModels", "openrouter", "tools", "github",
			"google", "money", "byStatus" })
	void anAnswerMeansWhatItsProviderSays(String provider, int status, String headers, String body, String expected) {
		assertThat(Sample.told(new Sample(provider, status, headers, body).read().outcome())).isEqualTo(expected);
	}

	static Stream<Arguments> openai() {
		String perMinute = openai("rate_limit_exceeded", "tokens",
				"Rate limit reached for gpt-4o in organization org-1 on tokens per min (TPM): Limit 30000, Used 29000, "
						+ "Requested 1500. Please try again in 1s. Visit https://platform.openai.com to learn more.");
		String perDay = openai("rate_limit_exceeded", "requests",
				"Rate limit reached for gpt-4o in organization org-1 on requests per day (RPD): Limit 200, Used 200, "
						+ "Requested 1. Please try again in 7m12s. Visit https://platform.openai.com to learn more.");
		return Stream
			.of(arguments("openai", 429, "retry-after: 2\nretry-after-ms: 1430", perMinute, "throttled PT1.43S"),
					arguments("openai", 429, "retry-after: 2", perMinute, "throttled PT2S"),
					arguments("openai", 429, "", perMinute, "throttled PT1S"),
					arguments("openai", 429, """
							x-ratelimit-limit-requests: 500
							x-ratelimit-remaining-requests: 499
							x-ratelimit-reset-requests: 120ms
							x-ratelimit-limit-tokens: 30000
							x-ratelimit-remaining-tokens: 0
							x-ratelimit-reset-tokens: 6m0s""", openai("rate_limit_exceeded", "tokens", "Too fast."),
							"throttled PT6M"),
					arguments("openai", 429, "", perDay, "quota-exhausted PT7M12S"),
					arguments("openai", 429, "retry-after: 5",
							openai("insufficient_quota", "insufficient_quota", "You exceeded your current quota."),
							"out-of-credit insufficient_quota"),
					arguments("openai", 400, "",
							openai("billing_hard_limit_reached", "invalid_request_error",
									"Billing hard limit reached."),
							"out-of-credit billing_hard_limit_reached"),
					arguments("openai", 401, "",
							openai("invalid_api_key", "invalid_request_error",
									"Incorrect API key provided: sk-ab***yz."),
							"key-rejected invalid_api_key"),
					arguments("openai", 400, "",
							openai("context_length_exceeded", "invalid_request_error", "Too long."), "request-error"),
					arguments("openai", 500, "", openai("server_error", "server_error", "Sorry."), "failed"),
					arguments("openai", 503, "retry-after: 30", openai("overloaded", "server_error", "Slow Down"),
							"overloaded PT30S"),
					arguments("openai", 200, "", "{\"id\":\"chatcmpl-1\"}", "succeeded"));
	}

	static Stream<Arguments> azure() {
		String body = "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions Operation have exceeded "
				+ "call rate limit of your current pricing tier. Please retry after 6 seconds.\"}}";
		return Stream.of(
				arguments("azure-openai", 429, "retry-after-ms: 5500\nretry-after: 6", body, "throttled PT5.5S"),
				arguments("azure-openai", 429, "x-ms-retry-after-ms: 250", body, "throttled PT0.25S"),
				arguments("azure-openai", 429, "", body, "throttled PT6S"),
				arguments("azure-openai", 401, "",
						"{\"error\":{\"code\":\"PermissionDenied\",\"message\":\"Access denied due to invalid key.\"}}",
						"key-rejected PermissionDenied"));
	}

	static Stream<Arguments> anthropic() {
		String limit = anthropic("rate_limit_error",
				"This request would exceed your organization's rate limit of 50,000 " + "input tokens per minute.");
		return Stream.of(arguments("anthropic", 429, "retry-after: 41", limit, "throttled PT41S"),
				arguments("anthropic", 429, """
						anthropic-ratelimit-requests-limit: 50
						anthropic-ratelimit-requests-remaining: 12
						anthropic-ratelimit-requests-reset: 2026-11-22T12:00:05Z
						anthropic-ratelimit-input-tokens-limit: 50000
						anthropic-ratelimit-input-tokens-remaining: 0
						anthropic-ratelimit-input-tokens-reset: 2026-11-22T12:00:37Z""", limit, "throttled PT37S"),
				arguments("anthropic", 429, "retry-after: 3600",
						anthropic("rate_limit_error", "Your organization has reached its monthly spend limit."),
						"out-of-credit rate_limit_error"),
				arguments("anthropic", 400, "", anthropic("invalid_request_error",
						"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."),
						"out-of-credit invalid_request_error"),
				arguments("anthropic", 401, "", anthropic("authentication_error", "invalid x-api-key"),
						"key-rejected authentication_error"),
				arguments("anthropic", 529, "", anthropic("overloaded_error", "Overloaded"), "overloaded"),
				arguments("anthropic", 400, "", anthropic("invalid_request_error", "max_tokens: field required"),
						"request-error"),
				arguments("anthropic", 500, "", anthropic("api_error", "Internal server error"), "failed"));
	}

	static Stream<Arguments> gemini() {
		String minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
		String day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
		return Stream.of(arguments("gemini", 429, "", gemini("", minute, "10", "34s"), "throttled PT34S"),
				arguments("gemini", 429, "", gemini("Please retry in 34.074824224s.", minute, "10", "0s"),
						"throttled PT34.074824224S"),
				arguments("gemini", 429, "", gemini("", day, "250", "0s"), "quota-exhausted PT20H"),
				arguments("gemini", 429, "", gemini("", day, "250", "35640s"), "quota-exhausted PT20H"),
				arguments("gemini", 429, "", gemini("", day, "250", "86400s"), "quota-exhausted PT24H"),
				arguments("gemini", 429, "",
						gemini("* Quota exceeded, limit: 0\\nPlease retry in 1s.", minute, "", "1s"),
						"out-of-credit RESOURCE_EXHAUSTED"),
				arguments("gemini", 429, "", gemini("limit: 0, model: gemini-2.5-pro", day, "", "1s"),
						"out-of-credit RESOURCE_EXHAUSTED"),
				arguments("gemini", 429, "", gemini("limit: 10, model: gemini-2.5-pro", minute, "10", "1s"),
						"throttled PT1S"),
				arguments("gemini", 429, "",
						"{\"error\":{\"code\":429,\"message\":\"Your project has exceeded its monthly spending cap.\","
								+ "\"status\":\"RESOURCE_EXHAUSTED\"}}",
						"out-of-credit RESOURCE_EXHAUSTED"),
				arguments("gemini", 400, "", """
						{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.",
						"status": "INVALID_ARGUMENT", "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
						"reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}""", "key-rejected API_KEY_INVALID"),
				arguments("gemini", 400, "",
						"{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload.\",\"status\":\"INVALID_ARGUMENT\"}}",
						"request-error"),
				arguments("gemini", 403, "",
						"{\"error\":{\"code\":403,\"message\":\"Your API key was reported as leaked.\",\"status\":\"PERMISSION_DENIED\"}}",
						"key-rejected PERMISSION_DENIED"),
				arguments("gemini", 503, "",
						"{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}",
						"overloaded"));
	}

	static Stream<Arguments> groq() {
		return Stream.of(arguments("groq", 429, "", openai("rate_limit_exceeded", "tokens",
				"Rate limit reached for model on tokens per minute (TPM): Limit 6000. Please try again in 5.289s."),
				"throttled PT5.289S"),
				arguments("groq", 429, "retry-after: 1213", openai("rate_limit_exceeded", "tokens",
						"Rate limit reached for model on tokens per day (TPD): Limit 100000. Please try again in 20m13s."),
						"quota-exhausted PT20M13S"),
				arguments("groq", 400, "", openai("blocked_api_access", "invalid_request_error", "Spend limit."),
						"out-of-credit blocked_api_access"),
				arguments("groq", 498, "", "{\"error\":{\"message\":\"capacity exceeded\"}}", "overloaded"),
				arguments("groq", 413, "", openai("rate_limit_exceeded", "tokens", "Request too large."),
						"request-error"));
	}

	static Stream<Arguments> otherModels() {
		return Stream.of(arguments("mistral", 429, "", "{\"message\":\"Requests rate limit exceeded\"}", "throttled"),
				arguments("mistral", 429, "",
						"{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\","
								+ "\"type\":\"service_tier_capacity_exceeded\",\"param\":null,\"code\":\"3505\"}",
						"overloaded"),
				arguments("mistral", 401, "", "{\"message\":\"Unauthorized\"}", "key-rejected"),
				arguments("deepseek", 402, "", openai("invalid_request_error", "unknown_error", "Insufficient Balance"),
						"out-of-credit invalid_request_error"),
				arguments("deepseek", 429, "", openai("rate_limit", "rate_limit", "Too many."), "throttled"),
				arguments("deepseek", 503, "", "", "overloaded"),
				arguments("cerebras", 429, """
						x-ratelimit-remaining-tokens-minute: 0
						x-ratelimit-reset-tokens-minute: 11.382867
						x-ratelimit-remaining-requests-day: 900
						x-ratelimit-reset-requests-day: 33011.38""",
						"{\"message\":\"Tokens per minute limit exceeded.\",\"type\":\"too_many_tokens_error\","
								+ "\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}",
						"throttled PT11.382867S"),
				arguments("cerebras", 429,
						"x-ratelimit-remaining-requests-day: 0\nx-ratelimit-reset-requests-day: 33011.5",
						"{\"message\":\"Requests per day limit exceeded.\",\"code\":\"request_quota_exceeded\"}",
						"quota-exhausted PT9H10M11.5S"),
				arguments("cerebras", 429, "", "{\"message\":\"High traffic.\",\"code\":\"queue_exceeded\"}",
						"overloaded"));
	}

	static Stream<Arguments> openrouter() {
		return Stream.of(
				arguments("openrouter", 402, "", "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}",
						"out-of-credit"),
				arguments("openrouter", 429, "", """
						{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"model is temporarily
						rate-limited upstream. Please retry shortly.","provider_name":"Chutes"}}}""", "overloaded"),
				arguments("openrouter", 429, "retry-after: 4",
						"{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"provider_code\":429}}}",
						"overloaded PT4S"),
				arguments("openrouter", 429,
						"X-RateLimit-Limit: 20\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1795348830000",
						"{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-min.\",\"code\":429}}",
						"throttled PT30S"),
				arguments("openrouter", 429, "",
						"{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day. Add 10 credits.\",\"code\":429}}",
						"quota-exhausted PT12H"),
				arguments("openrouter", 403, "",
						"{\"error\":{\"message\":\"Key limit exceeded (total limit).\",\"code\":403}}",
						"out-of-credit"),
				arguments("openrouter", 401, "", "{\"error\":{\"message\":\"No auth credentials found\",\"code\":401}}",
						"key-rejected"));
	}

	static Stream<Arguments> tools() {
		return Stream.of(arguments("notion", 429, "Retry-After: 17", """
				{"object":"error","status":429,"code":"rate_limited","message":"You have been rate limited.",
				"additional_data":{"rate_limit_reason":"connection"}}""", "throttled PT17S"),
				arguments("notion", 529, "Retry-After: 10",
						"{\"object\":\"error\",\"status\":529,\"code\":\"service_overload\"}", "overloaded PT10S"),
				arguments("notion", 401, "", "{\"object\":\"error\",\"status\":401,\"code\":\"unauthorized\"}",
						"key-rejected unauthorized"),
				arguments("notion", 400, "", "{\"object\":\"error\",\"status\":400,\"code\":\"validation_error\"}",
						"request-error"),
				arguments("vanta", 429, "", "", "throttled"), arguments("vanta", 401, "", "", "key-rejected"),
				arguments("fieldguide", 429, "Retry-After: Sun, 22 Nov 2026 12:01:00 GMT", "", "throttled PT1M"),
				arguments("airtable", 429, "",
						"{\"errors\":[{\"error\":\"RATE_LIMIT_REACHED\",\"message\":\"Too fast\"}]}", "throttled"),
				arguments("airtable", 429, "",
						"{\"errors\":[{\"error\":\"PUBLIC_API_BILLING_LIMIT_EXCEEDED\",\"message\":\"Monthly\"}]}",
						"quota-exhausted"),
				arguments("airtable", 401, "", "{\"error\":{\"type\":\"AUTHENTICATION_REQUIRED\"}}",
						"key-rejected AUTHENTICATION_REQUIRED"),
				arguments("zapier", 429, "", "{\"status\":\"error\"}", "throttled"),
				arguments("slack", 429, "Retry-After: 30", "{\"ok\":false,\"error\":\"ratelimited\"}",
						"throttled PT30S"),
				arguments("slack", 200, "", "{\"ok\":false,\"error\":\"invalid_auth\"}", "key-rejected invalid_auth"),
				arguments("slack", 200, "", "{\"ok\":false,\"error\":\"channel_not_found\"}", "succeeded"),
				arguments("slack", 200, "", "{\"ok\":true,\"message\":{\"error\":\"invalid_auth\"}}", "succeeded"),
				arguments("coingecko", 429, "Retry-After: 60", "{\"status\":{\"error_code\":429}}", "throttled PT1M"),
				arguments("coingecko", 401, "",
						"{\"status\":{\"timestamp\":\"2026-11-22T12:00:00Z\",\"error_code\":10002,\"error_message\":\"API Key Missing\"}}",
						"key-rejected"),
				arguments("coingecko", 400, "", "{\"error_code\":10010,\"status\":{\"error_message\":\"pro\"}}",
						"key-rejected"),
				arguments("coingecko", 400, "", "{\"error_code\":10011}", "key-rejected"),
				arguments("coingecko", 401, "", "{\"status\":{\"error_code\":10005}}", "request-error"),
				arguments("coingecko", 403, "", "error code: 1020", "overloaded"),
				arguments("hubspot", 429, "",
						"""
								{"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT",
								"correlationId":"c033cdaa","policyName":"TEN_SECONDLY_ROLLING"}""",
						"throttled"),
				arguments("hubspot", 429, "", """
						{"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT",
						"policyName":"DAILY"}""", "quota-exhausted"), arguments("hubspot", 401, "",
						"{\"status\":\"error\",\"category\":\"INVALID_AUTHENTICATION\"}", "key-rejected"));
	}

	static Stream<Arguments> github() {
		String core = "x-ratelimit-limit: 5000\nx-ratelimit-used: 5000\nx-ratelimit-resource: core\n"
				+ "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1795349400";
		String search = "x-ratelimit-resource: search\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1795348830";
		String secondary = "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}";
		return Stream.of(arguments("github", 403, core, "{\"message\":\"API rate limit exceeded\"}", "throttled PT10M"),
				arguments("github", 429, core, "", "throttled PT10M"),
				arguments("github", 403, search, "", "throttled PT30S"),
				arguments("github", 403, "retry-after: 60\nx-ratelimit-remaining: 4000", secondary, "throttled PT1M"),
				arguments("github", 403, "x-ratelimit-remaining: 4000\nx-ratelimit-reset: 1795349400", secondary,
						"throttled"),
				arguments("github", 403, "x-ratelimit-remaining: 4000",
						"{\"message\":\"Resource not accessible by personal access token\"}", "request-error"),
				arguments("github", 403, "", "{\"message\":\"Must have admin rights\"}", "request-error"),
				arguments("github", 401, "", "{\"message\":\"Bad credentials\",\"status\":\"401\"}", "key-rejected"),
				arguments("github", 404, core, "", "request-error"));
	}

	static Stream<Arguments> google() {
		return Stream.of(
				arguments("google-maps", 200, "", "{\"results\":[],\"status\":\"OVER_QUERY_LIMIT\"}", "throttled"),
				arguments("google-maps", 200, "",
						"{\"error_message\":\"You have exceeded your daily request quota for this API.\",\"results\":[],"
								+ "\"status\":\"OVER_QUERY_LIMIT\"}",
						"quota-exhausted PT20H"),
				arguments("google-maps", 200, "", "{\"results\":[],\"status\":\"OVER_DAILY_LIMIT\"}",
						"quota-exhausted PT20H"),
				arguments("google-maps", 200, "",
						"{\"error_message\":\"You must enable Billing on the project.\",\"status\":\"OVER_DAILY_LIMIT\"}",
						"out-of-credit OVER_DAILY_LIMIT"),
				arguments("google-maps", 200, "",
						"{\"error_message\":\"The provided API key is invalid.\",\"results\":[],\"status\":\"REQUEST_DENIED\"}",
						"key-rejected REQUEST_DENIED"),
				arguments("google-maps", 200, "", "{\"results\":[],\"status\":\"INVALID_REQUEST\"}", "request-error"),
				arguments("google-maps", 200, "", "{\"status\":\"UNKNOWN_ERROR\"}", "failed"),
				arguments("google-maps", 200, "", "{\"results\":[],\"status\":\"ZERO_RESULTS\"}", "succeeded"));
	}

	static Stream<Arguments> money() {
		return Stream.of(
				arguments("stripe", 429, "Stripe-Rate-Limited-Reason: endpoint-concurrency",
						"{\"error\":{\"code\":\"lock_timeout\"}}", "throttled"),
				arguments("stripe", 429, "",
						"{\"error\":{\"code\":\"lock_timeout\",\"type\":\"invalid_request_error\"}}", "failed"),
				arguments("stripe", 429, "", "{\"error\":{\"code\":\"rate_limit\"}}", "throttled"),
				arguments("stripe", 402, "", "{\"error\":{\"code\":\"card_declined\",\"type\":\"card_error\"}}",
						"request-error"),
				arguments("stripe", 401, "", "{\"error\":{\"message\":\"Invalid API Key provided: sk_test_***\"}}",
						"key-rejected"));
	}

	static Stream<Arguments> byStatus() {
		return Shipped.PROVIDERS.keySet()
			.stream()
			.flatMap((name) -> Stream.of(arguments(name, 429, "Retry-After: 7", "", "throttled PT7S"),
					arguments(name, 401, "", "", "key-rejected"), arguments(name, 403, "", "", "request-error"),
					arguments(name, 404, "", "<html>", "request-error"), arguments(name, 500, "", "", "failed"),
					arguments(name, 503, "Retry-After: 7", "", "overloaded PT7S"),
					arguments(name, 529, "", "", "overloaded"), arguments(name, 204, "", "", "succeeded")));
	}

	@Test
	void aRefusalTellsTheModelThatItIsFor() {
		String body = gemini("", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "250", "0s");
		Answer answer = new Sample("gemini", 429, "", body).read();
		assertThat(answer.model()).isEqualTo("gemini-2.5-pro");
		assertThat(answer.limits()).singleElement().satisfies((limit) -> {
			assertThat(limit.dimension()).isEqualTo("requests");
			assertThat(limit.model()).isEqualTo("gemini-2.5-pro");
			assertThat(limit.limit()).isEqualTo(250);
			assertThat(limit.remaining()).isNull();
			assertThat(limit.resetAt()).isEqualTo("2026-11-23T08:00:00Z");
			assertThat(limit.window()).hasDays(1);
		});
	}

	@Test
	void onlyProvidersThatHideErrorsNeedTheBodyOfASuccess() {
		assertThat(Shipped.PROVIDERS.values()
			.stream()
			.filter((provider) -> AnswerReader.of(provider).readsBody(200))
			.map((provider) -> provider.name())).containsExactlyInAnyOrder("google-maps", "slack");
	}

}
