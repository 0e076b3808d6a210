package io.apipool.aop;

import io.apipool.LeaseBinding;
import org.jspecify.annotations.Nullable;

/**
 * What a stream holds that was handed to the caller. Whatever ends it first counts.
 */
interface StreamHold {

	/** What is in force while an element is read, or null. */
	default LeaseBinding.@Nullable Scope scope() {
		return null;
	}

	/** An element was read. */
	default void passed(@Nullable Object element) {
	}

	/** The stream was read to its end. */
	void ended();

	/** Reading failed: returns what the caller is to see. */
	Throwable failed(Throwable thrown);

	/** The stream was closed. */
	void closed();

}
