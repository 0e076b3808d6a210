package io.apipool.sample;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Uses a pool without knowing it: the keys are put on below, request by request. */
@Service
class TitleService {

	private final TitleClient client;

	private final String model;

	TitleService(TitleClient client, @Value("${sample.title-model}") String model) {
		this.client = client;
		this.model = model;
	}

	/**
	 * Finds a title.
	 * @param summary what the title is for
	 * @return a few words
	 */
	String title(String summary) {
		return this.client.generate(this.model, Gemini.Prompt.of("Find a title of four words: " + summary)).text();
	}

}
