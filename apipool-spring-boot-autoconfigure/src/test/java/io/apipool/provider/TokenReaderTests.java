package io.apipool.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.apipool.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for the tokens that an answer reports, whole or as a stream.
 */
class TokenReaderTests {

	private static final String JSON = "application/json; charset=utf-8";

	private static final String EVENTS = "text/event-stream";

	private static final String ANTHROPIC_STREAM = """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","content":[],"usage":{"input_tokens":25,"cache_creation_input_tokens":10,"cache_read_input_tokens":1000,"output_tokens":1}}}

			event: ping
			data: {"type": "ping"}

			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"usage: {\\"output_tokens\\": 999}"}}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

			event: message_stop
			data: {"type":"message_stop"}

			""";

	private static final String OPENAI_STREAM = """
			: keep-alive

			data: {"id":"1","choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":null}

			data: {"id":"1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}

			data: [DONE]

			""";

	private static String told(String provider, String type, String body) {
		return told(provider, type, body, body.length());
	}

	private static String told(String provider, String type, String body, int piece) {
		TokenReader reader = TokenReader.of(Shipped.provider(provider), type);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i += piece) {
			reader.feed(bytes, i, Math.min(piece, bytes.length - i));
		}
		return told(reader.usage());
	}

	private static String told(Usage usage) {
		if (usage == null) {
			return "nothing";
		}
		Map<String, Long> units = new TreeMap<>();
		usage.units().forEach((dimension, amount) -> units.put(dimension, amount.longValue()));
		return units.getOrDefault("input-tokens", -1L) + " + " + units.getOrDefault("output-tokens", -1L) + " = "
				+ units.getOrDefault("tokens", -1L);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("answers")
	void tokensAreFoundInWholeAnswersAndInPieces(String provider, String type, String body, String expected) {
		assertThat(told(provider, type, body)).isEqualTo(expected);
		assertThat(told(provider, type, body, 1)).isEqualTo(expected);
		assertThat(told(provider, type, body.replace("\n", "\r\n"), 7)).isEqualTo(expected);
	}

	static Stream<Arguments> answers() {
		return Stream.of(arguments("openai", JSON, """
				{"id":"chatcmpl-1","choices":[{"message":{"content":"usage"}}],
				"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
				"prompt_tokens_details":{"cached_tokens":4}}}""", "19 + 10 = 29"), arguments("openai", JSON,
				"{\"object\":\"response\",\"usage\":{\"input_tokens\":36,\"output_tokens\":87}}", "36 + 87 = 123"),
				arguments("openai", JSON,
						"{\"data\":[{\"embedding\":[0.1,-2e-5]}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}",
						"8 + 0 = 8"),
				arguments("openai", EVENTS, OPENAI_STREAM, "9 + 12 = 21"), arguments("openai", EVENTS, """
						event: response.completed
						data: {"type":"response.completed","response":{"usage":{"input_tokens":37,"output_tokens":11}}}

						""", "37 + 11 = 48"), arguments("azure-openai", EVENTS, OPENAI_STREAM, "9 + 12 = 21"),
				arguments("anthropic", JSON, """
						{"type":"message","content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":2095,
						"cache_creation_input_tokens":5,"cache_read_input_tokens":700,"output_tokens":503}}""",
						"2100 + 503 = 2603"),
				arguments("anthropic", EVENTS, ANTHROPIC_STREAM, "35 + 15 = 50"), arguments("gemini", JSON, """
						{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}],"usageMetadata":{"promptTokenCount":8,
						"candidatesTokenCount":20,"thoughtsTokenCount":30,"totalTokenCount":58}}""", "8 + 50 = 58"),
				arguments("gemini", EVENTS, """
						data: {"candidates":[{}],"usageMetadata":{"promptTokenCount":8,"totalTokenCount":8}}

						data: {"candidates":[{}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":5}}

						data: {"candidates":[{}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":17}}

						""", "8 + 17 = 25"),
				arguments("gemini", JSON,
						"[{\"usageMetadata\":{\"promptTokenCount\":8}},\n{\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":17}}]",
						"8 + 17 = 25"),
				arguments("groq", JSON,
						"""
								{"usage":{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":60}}}""",
						"40 + 10 = 50"),
				arguments("groq", EVENTS,
						"data: {\"x_groq\":{\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":5}}}\n\n",
						"18 + 5 = 23"),
				arguments("mistral", JSON, "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}", "1 + 2 = 3"),
				arguments("openrouter", EVENTS, OPENAI_STREAM, "9 + 12 = 21"),
				arguments("deepseek", EVENTS, OPENAI_STREAM, "9 + 12 = 21"),
				arguments("cerebras", EVENTS, OPENAI_STREAM, "9 + 12 = 21"), arguments("openai", JSON, "", "nothing"),
				arguments("openai", JSON, "<html>busy</html>", "nothing"), arguments("openai", JSON,
						"{\"usage\":{\"prompt_tokens\":\"many\",\"completion_tokens\":-3}}", "nothing"),
				arguments("openai", JSON, "{\"usage\":{\"prompt_tokens\":12", "nothing"));
	}

	@Test
	void aStreamThatBreaksOffTellsWhatWasSeen() {
		String begun = ANTHROPIC_STREAM.substring(0, ANTHROPIC_STREAM.indexOf("event: message_delta"));
		assertThat(told("anthropic", EVENTS, begun)).isEqualTo("35 + 1 = 36");
		assertThat(told("openai", EVENTS, OPENAI_STREAM.substring(0, 90))).isEqualTo("nothing");
	}

	@Test
	void aBrokenEventDoesNotSpoilTheNext() {
		assertThat(told("openai", EVENTS, "data: {\"a\":[{\"b\":\"\n\n" + OPENAI_STREAM)).isEqualTo("9 + 12 = 21");
	}

	@Test
	void numbersInTheTextOfAnAnswerAreNotItsTokens() {
		assertThat(told("openai", JSON,
				"{\"choices\":[{\"usage\":{\"prompt_tokens\":5}}],\"text\":\"\\\"usage\\\":{\\\"prompt_tokens\\\":7}\"}"))
			.isEqualTo("nothing");
	}

	@Test
	void otherAnswersAreNotRead() {
		assertThat(TokenReader.of(Shipped.provider("openai"), "audio/mpeg")).isNull();
		assertThat(TokenReader.of(Shipped.provider("openai"), null)).isNull();
		assertThat(TokenReader.of(Shipped.provider("notion"), JSON)).isNull();
	}

	@Test
	void fieldsOfARequestAreReadToo() {
		assertThat(JsonFields.read("""
				{"model": "gpt-4o", "messages": [{"content": "model"}], "max_tokens": 100, "stream": true,
				"generationConfig": {"maxOutputTokens": 7}}""".getBytes(StandardCharsets.UTF_8),
				List.of("model", "max_tokens", "generationConfig.maxOutputTokens", "other")))
			.isEqualTo(Map.of("model", "gpt-4o", "max_tokens", "100", "generationConfig.maxOutputTokens", "7"));
	}

}
