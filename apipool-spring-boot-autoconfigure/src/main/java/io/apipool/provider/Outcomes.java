package io.apipool.provider;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.apipool.CallOutcome;
import io.apipool.CallOutcome.KeyRejected;
import io.apipool.CallOutcome.OutOfCredit;
import io.apipool.definition.OutcomeRule;
import io.apipool.provider.BodyFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Makes outcomes out of words and statuses. The reason of a refusal is the provider's
 * code for it; never its message, which may repeat a part of the key.
 */
final class Outcomes {

	private static final List<String> PLACES = List.of("code", "reason", "error", "type", "status");

	private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z_ ]{0,63}");

	private Outcomes() {
	}

	static CallOutcome of(OutcomeRule rule, @Nullable Instant until, BodyFields body, Throwable cause) {
		return switch (rule.outcome()) {
			case "throttled" -> new CallOutcome.Throttled(until, until != null);
			case "quota-exhausted" -> new CallOutcome.QuotaExhausted(until);
			case "out-of-credit" -> new OutOfCredit(reason(body));
			case "key-rejected" -> new KeyRejected(reason(body));
			case "overloaded" -> new CallOutcome.Overloaded(until);
			case "failed" -> new CallOutcome.Failed(cause);
			case "cancelled" -> new CallOutcome.Cancelled();
			default -> new CallOutcome.RequestError(cause);
		};
	}

	static @Nullable CallOutcome of(int status, @Nullable Instant until, BodyFields body, Throwable cause) {
		CallOutcome outcome = StatusRules.outcome(status, until, cause);
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
