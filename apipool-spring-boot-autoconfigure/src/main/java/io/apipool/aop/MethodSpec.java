package io.apipool.aop;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done around one method: read once, immutable.
 *
 * @param place {@code Class.method}, for messages
 * @param kind when a call has ended
 * @param call the pooled call, or null
 * @param limit the limit, or null
 */
record MethodSpec(String place, ReturnKind kind, @Nullable CallSpec call, @Nullable LimitSpec limit) {

	/**
	 * A pooled call.
	 *
	 * @param pool the pool's name
	 * @param request what it needs
	 * @param usage what it used
	 * @param keys which parameters are filled in
	 */
	record CallSpec(String pool, RequestSpec request, UsageSpec usage, KeyParameters keys) {

		boolean oneAttempt() {
			return this.request.base().maxAttempts() == 1;
		}

	}

}
