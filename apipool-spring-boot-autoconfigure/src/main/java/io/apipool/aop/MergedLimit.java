package io.apipool.aop;

import io.apipool.limit.NamedLimit;
import io.apipool.limit.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * A limit that is taken in one step with the key of the same method.
 *
 * @param spec what the annotation says
 * @param limit the limit
 */
record MergedLimit(LimitSpec spec, RateLimit limit) {

	/** Whether each call takes the same. */
	boolean constant() {
		return this.spec.constant();
	}

	/** Returns what a call takes. */
	NamedLimit of(@Nullable Object[] arguments) {
		LimitAmount amount = this.spec.amounts();
		return this.limit.named(amount.keyOf(arguments), amount.permitsOf(arguments), this.spec.maxWait());
	}

}
