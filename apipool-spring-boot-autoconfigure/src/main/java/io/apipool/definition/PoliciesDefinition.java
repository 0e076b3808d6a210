package io.apipool.definition;

import java.util.List;

/**
 * What happens after an attempt.
 *
 * @param retry when a call is tried again
 * @param cooldown how long a throttled bucket rests
 * @param ban when a failing key is banned
 * @param outcomes what exception classes mean, first match first
 * @param adaptive the learnt rate
 * @param batch defaults of batches
 */
public record PoliciesDefinition(RetryDefinition retry, CooldownDefinition cooldown, BanDefinition ban,
		List<OutcomeDefinition> outcomes, AdaptiveDefinition adaptive, BatchDefinition batch) {

	/** What applies where nothing is configured. */
	public static final PoliciesDefinition DEFAULTS = new PoliciesDefinition(RetryDefinition.DEFAULTS,
			CooldownDefinition.DEFAULTS, BanDefinition.DEFAULTS, List.of(), AdaptiveDefinition.DEFAULTS,
			BatchDefinition.DEFAULTS);

	public PoliciesDefinition {
		outcomes = List.copyOf(outcomes);
	}

	/**
	 * Sets when a call is tried again.
	 * @param retry when
	 * @return a changed copy
	 */
	public PoliciesDefinition withRetry(RetryDefinition retry) {
		return new PoliciesDefinition(retry, this.cooldown, this.ban, this.outcomes, this.adaptive, this.batch);
	}

	/**
	 * Sets how long a throttled bucket rests.
	 * @param cooldown how long
	 * @return a changed copy
	 */
	public PoliciesDefinition withCooldown(CooldownDefinition cooldown) {
		return new PoliciesDefinition(this.retry, cooldown, this.ban, this.outcomes, this.adaptive, this.batch);
	}

}
