package io.apipool.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider's section says of its answers.
 */
final class AnswerSections {

	private static final Pattern DIMENSION = Pattern.compile("[a-z-]+");

	private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9_@$*./-]+");

	private final Section provider;

	AnswerSections(Section provider) {
		this.provider = provider;
	}

	List<LimitAnnouncement> announcements() {
		List<LimitAnnouncement> announcements = new ArrayList<>();
		this.provider.entries("announce", Set.of())
			.forEach((name, entry) -> announcements
				.add(announcement(name, entry, entry.read("when", AnswerSections::condition).orElse(null))));
		return announcements;
	}

	static List<LimitAnnouncement> discovered(Section discovery) {
		List<LimitAnnouncement> announcements = new ArrayList<>();
		discovery.entries("limits", Set.of())
			.forEach((name, entry) -> announcements.add(announcement(name, entry, null)));
		return announcements;
	}

	private static LimitAnnouncement announcement(String name, Section entry, @Nullable AnswerCondition when) {
		int before = entry.findings().count();
		Optional<String> limit = entry.read("limit", AnswerSections::place);
		Optional<String> remaining = entry.read("remaining", AnswerSections::place);
		Optional<String> reset = entry.read("reset", AnswerSections::place);
		boolean silent = limit.isEmpty() && remaining.isEmpty() && reset.isEmpty();
		if (silent && entry.findings().count() == before) {
			entry.findings()
				.add(entry.node().path(), null, "announces nothing",
						"name the headers, like {limit: x-limit, remaining: x-remaining, reset: x-reset}");
		}
		return new LimitAnnouncement(name, entry.read("dimension", AnswerSections::dimension).orElse(name),
				limit.orElse(null), remaining.orElse(null), reset.orElse(null),
				entry.word("format", LimitAnnouncement.FORMATS.toArray(String[]::new)).orElse(LimitAnnouncement.AUTO),
				entry.time("window").orElse(null), entry.flag("rounds-up").orElse(false), when);
	}

	List<OutcomeRule> rules() {
		return this.provider.sections("rules").stream().map(AnswerSections::rule).toList();
	}

	private static OutcomeRule rule(Section rule) {
		int before = rule.findings().count();
		List<Integer> statuses = rule.list("status", AnswerSections::status);
		List<AnswerCondition> headers = rule.list("header", AnswerSections::condition);
		List<AnswerCondition> body = rule.list("body", AnswerSections::condition);
		Optional<String> outcome = rule.read("outcome", (text) -> Values.word(text, PoliciesReader.OUTCOMES));
		String until = rule.word("until", OutcomeRule.UNTIL.toArray(String[]::new)).orElse(OutcomeRule.ANNOUNCED);
		boolean complete = outcome.isPresent() && !(statuses.isEmpty() && headers.isEmpty() && body.isEmpty());
		if (!complete && rule.findings().count() == before) {
			rule.findings()
				.add(rule.node().path(), null, "does not have both a condition and an outcome",
						"write {status: 429, body: \"error.code = insufficient_quota\", outcome: out-of-credit}");
		}
		return new OutcomeRule(statuses, headers, body, outcome.orElse("request-error"), until);
	}

	TokenPaths tokens() {
		Section tokens = this.provider.section("tokens");
		return new TokenPaths(tokens.list("input", AnswerSections::paths),
				tokens.list("input-free", AnswerSections::paths), tokens.list("output", AnswerSections::paths),
				this.provider.word("tokens-counted", TokenPaths.START, TokenPaths.END)
					.orElse(TokenPaths.NONE.counted()));
	}

	static int status(String text) {
		int status = Values.count(text);
		if (status < 100 || status > 599) {
			throw new MalformedTextException(text, "is not an HTTP status", "write a number from 100 to 599");
		}
		return status;
	}

	private static AnswerCondition condition(String text) {
		int equals = text.indexOf('=');
		String place = place((equals < 0) ? text : text.substring(0, equals).strip());
		List<String> patterns = (equals < 0) ? List.of("*")
				: parts(text.substring(equals + 1).toLowerCase(Locale.ROOT));
		if (patterns.isEmpty()) {
			throw new MalformedTextException(text, "has no value behind =",
					"write one or several, like error.code = a | b*");
		}
		return new AnswerCondition(place, patterns);
	}

	private static List<String> paths(String text) {
		List<String> paths = parts(text);
		paths.forEach(AnswerSections::place);
		return paths;
	}

	private static List<String> parts(String text) {
		return Arrays.stream(text.split("\\|")).map(String::strip).filter((part) -> !part.isEmpty()).toList();
	}

	private static String place(String text) {
		if (!PLACE.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not the name of a header or the path of a field",
					"write a header's name, or names joined by dots like error.code");
		}
		return text;
	}

	private static String dimension(String text) {
		if (!DIMENSION.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not a dimension",
					"write requests, tokens or a name of a-z and -");
		}
		return text;
	}

}
