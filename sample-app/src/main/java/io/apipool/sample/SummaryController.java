package io.apipool.sample;

import io.apipool.ApiKey;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /summaries?text=...}. */
@RestController
class SummaryController {

	private final SummaryService summaries;

	private final TitleService titles;

	SummaryController(SummaryService summaries, TitleService titles) {
		this.summaries = summaries;
		this.titles = titles;
	}

	@GetMapping("/summaries")
	Summary summarize(@RequestParam String text) {
		String summary = this.summaries.summarize(text, ApiKey.pooled());
		return new Summary(text, summary, this.titles.title(summary));
	}

	/**
	 * The answer.
	 *
	 * @param text the text
	 * @param summary what it says
	 * @param title what to call it
	 */
	record Summary(String text, String summary, String title) {
	}

}
