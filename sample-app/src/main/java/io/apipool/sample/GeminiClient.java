package io.apipool.sample;

import java.util.Objects;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Calls Gemini's {@code generateContent}. It knows nothing of pools. */
@Component
class GeminiClient {

	private final RestClient http;

	private final String model;

	GeminiClient(RestClient.Builder http, @Value("${sample.base-url}") String baseUrl,
			@Value("${sample.model}") String model) {
		this.http = http.baseUrl(baseUrl).build();
		this.model = model;
	}

	/**
	 * Sends a prompt.
	 * @param prompt the prompt
	 * @param secret the API key
	 * @return the first candidate's text
	 * @throws org.springframework.web.client.RestClientResponseException if the answer is
	 * not 2xx
	 */
	String generate(String prompt, String secret) {
		Gemini.Answer answer = this.http.post()
			.uri("/v1beta/models/{model}:generateContent", this.model)
			.header("x-goog-api-key", secret)
			.body(Gemini.Prompt.of(prompt))
			.retrieve()
			.body(Gemini.Answer.class);
		return Objects.requireNonNull(answer).text();
	}

}
