package io.apipool.provider;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.apipool.CallOutcome;
import io.apipool.CallOutcome.KeyRejected;
import io.apipool.CallOutcome.OutOfCredit;
import io.apipool.OutcomeWords;
import io.apipool.definition.OutcomeRule;
import io.apipool.provider.BodyFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Makes outcomes out of rules and statuses. The reason of a refusal is the provider's
 * code for it; never its message, which may repeat a part of the key.
 */
final class Outcomes {

	private static final List<String> PLACES = List.of("code", "reason", "error", "type", "status");

	private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z_ ]{0,63}");

	private Outcomes() {
	}

	static CallOutcome of(OutcomeRule rule, @Nullable Instant until, BodyFields body, Throwable cause) {
		return withReason(OutcomeWords.outcome(rule.outcome(), until, cause), body);
	}

	static @Nullable CallOutcome of(int status, @Nullable Instant until, BodyFields body, Throwable cause) {
		CallOutcome outcome = StatusRules.outcome(status, until, cause);
		return (outcome != null) ? withReason(outcome, body) : null;
	}

	private static CallOutcome withReason(CallOutcome outcome, BodyFields body) {
		if (outcome instanceof KeyRejected) {
			return new KeyRejected(reason(body));
		}
		return (outcome instanceof OutOfCredit) ? new OutOfCredit(reason(body)) : outcome;
	}

	private static @Nullable String reason(BodyFields body) {
		return PLACES.stream()
			.flatMap((place) -> body.fields().stream().filter((field) -> field.isNamed(place)))
			.map(Field::value)
			.filter((value) -> !value.equals("error") && REASON.matcher(value).matches())
			.findFirst()
			.orElse(null);
	}

}
