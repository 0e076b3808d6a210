package io.apipool.sample;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Gemini's {@code generateContent} without a key in sight: the pool "titles" puts one on
 * each request, as its {@code http-service-groups} in the configuration say.
 */
interface TitleClient {

	@PostExchange("/v1beta/models/{model}:generateContent")
	Gemini.Answer generate(@PathVariable String model, @RequestBody Gemini.Prompt prompt);

}
