package io.apipool.pool;

import io.apipool.Usage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a call what it used. A call that succeeded is not broken by counting it. Internal.
 */
public final class UsageOf {

	private static final Log logger = LogFactory.getLog(UsageOf.class);

	private UsageOf() {
	}

	/**
	 * Asks.
	 * @param body the call
	 * @param result what it returned
	 * @param context its context
	 * @param <C> the context
	 * @return what it says; {@link Usage#none()} where asking failed
	 */
	public static <C> Usage call(LeasedCall<? super C, ?> body, @Nullable Object result, C context) {
		try {
			return body.usage(result, context);
		}
		catch (Throwable ex) {
			logger.warn("What a call used could not be told; its estimate stands", ex);
			return Usage.none();
		}
	}

}
