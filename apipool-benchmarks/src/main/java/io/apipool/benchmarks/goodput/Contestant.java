package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Locale;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.honest.HonestProviderBuilder;
import io.apipool.honest.LimitHeaders;
import io.apipool.honest.Quota;
import io.apipool.honest.ResetForm;
import io.apipool.honest.RetryAfter;

/** Who calls, and what the provider tells him. */
enum Contestant {

	/** A pool whose limits are configured. */
	CONFIGURED,
	/** A pool that knows what headers tell: resets with a fraction. */
	HEADERS,
	/** The same of a provider that is known to round resets up to whole seconds. */
	HEADERS_UP,
	/** The same of one that rounds them down. */
	HEADERS_DOWN,
	/** A pool that knows nothing and finds the rate out, with {@code Retry-After}. */
	ADAPTIVE,
	/** The same of a provider that says 429 and nothing else. */
	ADAPTIVE_BLIND,
	/** The next key in turn, a key rests until {@code Retry-After}. */
	ROTATE_ON_429;

	boolean isAdaptive() {
		return this == ADAPTIVE || this == ADAPTIVE_BLIND;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	HonestProviderBuilder tell(HonestProviderBuilder provider) {
		provider.retryAfter((this == ADAPTIVE_BLIND) ? RetryAfter.NONE : RetryAfter.DECIMALS);
		return switch (this) {
			case HEADERS -> provider.announced();
			case HEADERS_UP -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_UP);
			case HEADERS_DOWN -> provider.announced(LimitHeaders.CUSTOMARY, ResetForm.SECONDS_DOWN);
			default -> provider;
		};
	}

	PoolDefinition pool(List<String> keys, Quota quota) {
		PoolDefinition pool = PoolDefinition.of("goodput")
			.withKeys(keys.stream().map((key) -> KeyDefinition.of(key, key)).toList());
		return switch (this) {
			case CONFIGURED -> pool.withLimits(quota.amount() + "/" + quota.window().toSeconds() + "s");
			case ADAPTIVE, ADAPTIVE_BLIND -> pool.withPolicies(adaptive());
			default -> pool;
		};
	}

	private static PoliciesDefinition adaptive() {
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		AdaptiveDefinition off = AdaptiveDefinition.DEFAULTS;
		AdaptiveDefinition on = new AdaptiveDefinition(true, off.initial(), off.min(), off.max(), off.increase(),
				off.decreaseFactor());
		return new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), old.outcomes(), on, old.batch());
	}

	/**
	 * Returns which part of the possible is the goal, 0 for none.
	 */
	double leastShare(Quota.Kind kind) {
		return switch (this) {
			case CONFIGURED -> 0.98;
			case HEADERS, HEADERS_UP -> (kind == Quota.Kind.SLIDING) ? 0.60 : 0.97;
			case HEADERS_DOWN -> 0.60;
			case ADAPTIVE -> 0.95;
			case ADAPTIVE_BLIND -> (kind == Quota.Kind.SLIDING) ? 0.90 : 0.95;
			case ROTATE_ON_429 -> 0;
		};
	}

	/**
	 * Returns which part of the calls may be beyond.
	 */
	double mostBeyond() {
		return switch (this) {
			case ADAPTIVE -> 0.02;
			case ADAPTIVE_BLIND -> 0.03;
			case ROTATE_ON_429 -> 1;
			default -> 0;
		};
	}

}
