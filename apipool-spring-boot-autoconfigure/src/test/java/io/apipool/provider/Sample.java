package io.apipool.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.CallOutcome;

/**
 * An answer of a provider, as it was seen or documented.
 *
 * @param provider whose it is
 * @param status the HTTP status
 * @param headers {@code name: value} in each line
 * @param body the body
 */
record Sample(String provider, int status, String headers, String body) {

	/** A Sunday; in Los Angeles it is four in the morning. */
	static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	Answer read() {
		return AnswerReader.of(Shipped.provider(this.provider))
			.read(this.status, lines(this.headers), this.body.getBytes(StandardCharsets.UTF_8), NOW);
	}

	static AnswerHeaders lines(String headers) {
		Map<String, List<String>> values = Arrays.stream(headers.split("\n"))
			.filter((line) -> line.contains(":"))
			.collect(Collectors.groupingBy((line) -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
					Collectors.mapping((line) -> line.substring(line.indexOf(':') + 1).strip(), Collectors.toList())));
		return (name) -> values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
	}

	/**
	 * Tells an outcome in words.
	 * @return its word, and how long from now or why
	 */
	static String told(CallOutcome outcome) {
		if (outcome == null) {
			return "succeeded";
		}
		Instant until = null;
		String reason = null;
		if (outcome instanceof CallOutcome.Throttled throttled) {
			until = throttled.until();
		}
		else if (outcome instanceof CallOutcome.QuotaExhausted exhausted) {
			until = exhausted.until();
		}
		else if (outcome instanceof CallOutcome.Overloaded overloaded) {
			until = overloaded.until();
		}
		else if (outcome instanceof CallOutcome.OutOfCredit credit) {
			reason = credit.reason();
		}
		else if (outcome instanceof CallOutcome.KeyRejected rejected) {
			reason = rejected.reason();
		}
		String time = (until != null) ? " " + Duration.between(NOW, until) : "";
		return outcome.word() + time + ((reason != null) ? " " + reason : "");
	}

}
