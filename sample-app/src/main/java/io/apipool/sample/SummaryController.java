package io.apipool.sample;

import io.apipool.ApiKey;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /summaries?text=...}. */
@RestController
class SummaryController {

	private final SummaryService summaries;

	SummaryController(SummaryService summaries) {
		this.summaries = summaries;
	}

	@GetMapping("/summaries")
	Summary summarize(@RequestParam String text) {
		return new Summary(text, this.summaries.summarize(text, ApiKey.pooled()));
	}

	/**
	 * The answer.
	 *
	 * @param text the text
	 * @param summary what it says
	 */
	record Summary(String text, String summary) {
	}

}
