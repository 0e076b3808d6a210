package io.apipool.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.apipool.CallOutcome;
import io.apipool.definition.OutcomeRule;
import io.apipool.definition.ProviderDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider's answer says: what it means, when calls are taken again, which
 * limits it announces. Never throws, whatever the answer. Immutable and thread-safe: one
 * a provider. Internal.
 */
public final class AnswerReader {

	/** How many bytes of an error's body are worth reading. */
	public static final int BODY_PREFIX = 65_536;

	private static final AnswerReader UNKNOWN = of(ProviderDefinition.unknown("the provider"));

	private final ProviderDefinition provider;

	private final List<OutcomeRule> bodyRules;

	private AnswerReader(ProviderDefinition provider) {
		this.provider = provider;
		this.bodyRules = provider.rules().stream().filter((rule) -> !rule.body().isEmpty()).toList();
	}

	/**
	 * Creates the reader of a provider's answers.
	 * @param provider the provider
	 * @return the reader
	 */
	public static AnswerReader of(ProviderDefinition provider) {
		return new AnswerReader(provider);
	}

	/**
	 * Returns the reader for a provider of which nothing is known.
	 * @return the reader of the standards
	 */
	public static AnswerReader ofUnknown() {
		return UNKNOWN;
	}

	/**
	 * Tells whether the beginning of the body is needed to understand an answer of that
	 * status.
	 * @param status the HTTP status
	 * @return true for errors, and where the provider hides errors behind that status
	 */
	public boolean readsBody(int status) {
		if (status >= 400) {
			return true;
		}
		for (int i = 0; i < this.bodyRules.size(); i++) {
			if (this.bodyRules.get(i).covers(status)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Reads an answer.
	 * @param status the HTTP status
	 * @param headers the headers
	 * @param bodyPrefix the beginning of the body, at most {@link #BODY_PREFIX} bytes of
	 * it are looked at; or null
	 * @param now the present
	 * @return what it says
	 */
	public Answer read(int status, AnswerHeaders headers, byte @Nullable [] bodyPrefix, Instant now) {
		return read(status, headers, bodyPrefix, now, () -> new AnswerException(this.provider.name(), status));
	}

	/**
	 * Reads an answer for which a client has thrown an exception.
	 * @param status the HTTP status
	 * @param headers the headers
	 * @param bodyPrefix the beginning of the body, or null
	 * @param now the present
	 * @param cause what was thrown
	 * @return what it says
	 */
	public Answer read(int status, AnswerHeaders headers, byte @Nullable [] bodyPrefix, Instant now, Throwable cause) {
		return read(status, headers, bodyPrefix, now, () -> cause);
	}

	private Answer read(int status, AnswerHeaders headers, byte @Nullable [] bodyPrefix, Instant now,
			Supplier<Throwable> cause) {
		HeaderValues values = new HeaderValues(headers, now);
		BodyFields body = readsBody(status) ? BodyFields.of(bodyPrefix) : BodyFields.NONE;
		List<AnnouncedLimit> limits = limits(values);
		OutcomeRule rule = rule(status, values, body);
		if (rule == null && status < 400) {
			return new Answer(null, null, limits, values.malformed());
		}
		Instant announced = RetryTime.announced(values, body, limits.isEmpty() ? standard(values) : limits);
		Instant until = (rule != null) ? until(rule.until(), announced, now) : announced;
		CallOutcome outcome = (rule != null) ? Outcomes.of(rule, until, body, cause.get())
				: Outcomes.of(status, until, body, cause.get());
		List<AnnouncedLimit> all = new ArrayList<>(limits);
		all.addAll(GoogleQuota.limits(body, announced, until(OutcomeRule.DAY, announced, now)));
		return new Answer(outcome, GoogleQuota.model(body), all, values.malformed());
	}

	/**
	 * Finds out when calls are taken again, from headers alone.
	 * @param headers the headers of an error
	 * @param now the present
	 * @return the instant, after the present; null where they do not say
	 */
	public @Nullable Instant retryAt(AnswerHeaders headers, Instant now) {
		HeaderValues values = new HeaderValues(headers, now);
		List<AnnouncedLimit> limits = limits(values);
		return RetryTime.announced(values, BodyFields.NONE, limits.isEmpty() ? standard(values) : limits);
	}

	private List<AnnouncedLimit> limits(HeaderValues values) {
		return this.provider.announcements().isEmpty() ? HeaderLimits.standard(values)
				: HeaderLimits.own(values, this.provider.announcements());
	}

	private List<AnnouncedLimit> standard(HeaderValues values) {
		return this.provider.announcements().isEmpty() ? List.of() : HeaderLimits.standard(values);
	}

	private @Nullable Instant until(String rule, @Nullable Instant announced, Instant now) {
		return RetryTime.until(rule, announced, this.provider.limits().resetZone(), now);
	}

	private @Nullable OutcomeRule rule(int status, HeaderValues values, BodyFields body) {
		for (OutcomeRule rule : this.provider.rules()) {
			if (rule.covers(status) && rule.headers().stream().allMatch(values::has)
					&& rule.body().stream().allMatch(body::has)) {
				return rule;
			}
		}
		return null;
	}

}
