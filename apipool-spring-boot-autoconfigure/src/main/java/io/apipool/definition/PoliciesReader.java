package io.apipool.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what happens after an attempt.
 */
final class PoliciesReader {

	/** The words of outcomes. */
	static final List<String> OUTCOMES = List.of("throttled", "quota-exhausted", "out-of-credit", "key-rejected",
			"overloaded", "failed", "request-error", "cancelled");

	private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
			+ "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

	private PoliciesReader() {
	}

	static PoliciesDefinition read(Section pool, AdaptiveDefinition adaptive) {
		return new PoliciesDefinition(retry(pool.section("retry")), cooldown(pool.section("cooldown")),
				ban(pool.section("ban")), outcomes(pool),
				adaptive(pool.section("adaptive"), adaptive, adaptive.enabled()), batch(pool.section("batch")));
	}

	private static RetryDefinition retry(Section section) {
		RetryDefinition defaults = RetryDefinition.DEFAULTS;
		Duration backoff = section.time("backoff").orElse(defaults.backoff());
		Duration maxBackoff = section.time("max-backoff").orElse(defaults.maxBackoff());
		checkOrder(section, "backoff", backoff, "max-backoff", maxBackoff);
		return new RetryDefinition(section.count("max-attempts").orElse(defaults.maxAttempts()),
				section.flag("on-failure").orElse(defaults.onFailure()), backoff, maxBackoff,
				section.read("budget", Values::share).orElse(defaults.budget()));
	}

	private static CooldownDefinition cooldown(Section section) {
		CooldownDefinition defaults = CooldownDefinition.DEFAULTS;
		Duration initial = section.time("initial").orElse(defaults.initial());
		Duration max = section.time("max").orElse(defaults.max());
		checkOrder(section, "initial", initial, "max", max);
		return new CooldownDefinition(initial, max,
				section.read("jitter", Values::shareUpToOne).orElse(defaults.jitter()),
				section.time("max-announced").orElse(defaults.maxAnnounced()));
	}

	private static BanDefinition ban(Section section) {
		BanDefinition defaults = BanDefinition.DEFAULTS;
		return new BanDefinition(section.count("threshold").orElse(defaults.threshold()),
				section.time("duration").orElse(defaults.duration()));
	}

	private static List<OutcomeDefinition> outcomes(Section pool) {
		List<OutcomeDefinition> outcomes = new ArrayList<>();
		for (Section entry : pool.sections("outcomes")) {
			int before = pool.findings().count();
			Optional<String> exception = entry.read("exception", PoliciesReader::className);
			Optional<String> outcome = entry.read("outcome", (text) -> Values.word(text, OUTCOMES));
			if (exception.isPresent() && outcome.isPresent()) {
				outcomes.add(new OutcomeDefinition(exception.get(), outcome.get()));
			}
			else if (pool.findings().count() == before) {
				pool.findings()
					.add(entry.node().path(), null, "does not have both an exception and an outcome",
							"write {exception: com.example.SlowDownException, outcome: throttled}");
			}
		}
		pool.list("throttle-on", PoliciesReader::className)
			.forEach((exception) -> outcomes.add(new OutcomeDefinition(exception, "throttled")));
		return outcomes;
	}

	private static String className(String text) {
		if (!CLASS_NAME.matcher(text).matches()) {
			throw new MalformedTextException(text, "is not the name of a class",
					"write it with its package, like com.example.SlowDownException");
		}
		return text;
	}

	static AdaptiveDefinition adaptive(Section section, AdaptiveDefinition defaults, boolean enabled) {
		double initial = section.read("initial", RateParser::parse).orElse(defaults.initial());
		double min = section.read("min", RateParser::parse).orElse(defaults.min());
		double max = section.read("max", RateParser::parse).orElse(defaults.max());
		if (min > initial || initial > max) {
			section.findings()
				.add(section.path("initial"), initial + "/s",
						"is not between min (" + min + "/s) and max (" + max + "/s)",
						"write rates with min <= initial <= max");
		}
		return new AdaptiveDefinition(section.flag("enabled").orElse(enabled), initial, min, max,
				section.read("increase", Values::positiveShareUpToOne).orElse(defaults.increase()),
				section.read("decrease-factor", Values::factorBelowOne).orElse(defaults.decreaseFactor()));
	}

	private static BatchDefinition batch(Section section) {
		Section retry = section.section("retry");
		return new BatchDefinition(section.count("concurrency").orElse(null), retry.count("max-attempts").orElse(null),
				retry.flag("on-failure").orElse(null));
	}

	private static void checkOrder(Section section, String low, Duration lowest, String high, Duration highest) {
		if (lowest.compareTo(highest) > 0) {
			section.findings()
				.add(section.path(low), Durations.text(lowest),
						"is more than " + high + " (" + Durations.text(highest) + ")",
						"write a shorter " + low + " or a longer " + high);
		}
	}

}
