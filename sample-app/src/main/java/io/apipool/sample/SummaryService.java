package io.apipool.sample;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;

import org.springframework.stereotype.Service;

/** Everything a service needs to use a pool: the annotation, and a key it may use now. */
@Service
class SummaryService {

	private final GeminiClient client;

	SummaryService(GeminiClient client) {
		this.client = client;
	}

	/**
	 * Summarises a text. May run again with another key after an answer that did nothing,
	 * such as 429.
	 * @param text the text
	 * @param key filled in by the pool; callers pass {@link ApiKey#pooled()}
	 * @return one sentence
	 */
	@PooledApiCall("gemini")
	public String summarize(String text, ApiKey key) {
		return this.client.generate("Summarise in one sentence: " + text, key.value());
	}

}
