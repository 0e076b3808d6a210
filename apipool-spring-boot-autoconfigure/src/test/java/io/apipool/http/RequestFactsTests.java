package io.apipool.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

import io.apipool.CallRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a bare request tells of its model and its tokens.
 */
class RequestFactsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			/v1/chat                             | {"model":"gpt-4o","max_tokens":9}                | gpt-4o     | 9
			/v1/chat                             | {"messages":[{"model":"no"}],"max_completion_tokens":7} | -   | 7
			/v1beta/models/gemini-pro:generate   | {"generationConfig":{"maxOutputTokens":5}}       | gemini-pro | 5
			/openai/deployments/mine/chat        | {}                                               | mine       | -
			/v1/chat                             | no JSON at all                                   | -          | -
			/v1/chat                             | {"max_tokens":"many"}                            | -          | -
			/v1/models                           | -                                                | -          | -
			""")
	void bodyAndPathAreRead(String path, @Nullable String body, @Nullable String model, @Nullable Long tokens) {
		CallRequest facts = facts(path, Map.of(), body);
		assertThat(facts.model()).isEqualTo(model);
		assertThat(facts.tokens()).isEqualTo((tokens != null) ? OptionalLong.of(tokens) : OptionalLong.empty());
	}

	@Test
	void attributesSayItBetter() {
		CallRequest facts = facts("/v1/models/path", Map.of("apipool.model", "said", "apipool.tokens", 3),
				"{\"model\":\"body\",\"max_tokens\":9}");
		assertThat(facts.model()).isEqualTo("said");
		assertThat(facts.tokens()).hasValue(3);
	}

	@Test
	void anOperationIsTheMethodAndTheTemplateOfThePath() {
		assertThat(RequestReading.operation("GET", "https://api.example.com/pages/{id}?x={y}"))
			.isEqualTo("GET /pages/{id}");
		assertThat(RequestReading.operation("POST", null)).isEqualTo("POST");
	}

	private static CallRequest facts(String path, Map<String, Object> attributes, @Nullable String body) {
		return RequestFacts.of("op", URI.create("https://api.example.com" + path), attributes,
				(body != null) ? body.getBytes(StandardCharsets.UTF_8) : null);
	}

}
