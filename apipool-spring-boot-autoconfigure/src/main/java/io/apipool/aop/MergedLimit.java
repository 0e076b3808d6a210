package io.apipool.aop;

import io.apipool.limit.NamedLimit;
import org.jspecify.annotations.Nullable;

/**
 * A limit that is taken in one step with the key of the same method.
 */
interface MergedLimit {

	/** Whether each call takes the same. */
	boolean constant();

	/** Returns what a call takes. */
	NamedLimit of(@Nullable Object[] arguments);

}
