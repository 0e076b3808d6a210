package io.apipool.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.apipool.usage.ReportQuery;
import io.apipool.usage.UsageEvent;
import io.apipool.usage.data.UsageEventSearch;

import org.springframework.data.domain.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the attempts of the last day, page by page, the newest first. */
@RestController
class AttemptController {

	private static final int PAGE = 20;

	private final UsageEventSearch search;

	AttemptController(UsageEventSearch search) {
		this.search = search;
	}

	@GetMapping("/attempts")
	List<Attempt> attempts(@RequestParam(defaultValue = "0") int page) {
		ReportQuery lastDay = ReportQuery.last(Instant.now(), Duration.ofDays(1));
		return this.search.find(lastDay, PageRequest.of(page, PAGE)).map(Attempt::of).getContent();
	}

	/** What is shown of an attempt. */
	record Attempt(Instant at, String key, String operation, String outcome, long millis) {

		static Attempt of(UsageEvent event) {
			return new Attempt(event.at(), event.attempt().key(), event.attempt().operation(),
					event.attempt().outcome(), event.latency().toMillis());
		}

	}

}
