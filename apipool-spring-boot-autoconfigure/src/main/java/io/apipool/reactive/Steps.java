package io.apipool.reactive;

import java.util.concurrent.CompletableFuture;

import io.apipool.Timekeeper;
import io.apipool.definition.WaitingDefinition;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.util.context.Context;

/**
 * What one subscription does with what it holds while its publisher runs.
 *
 * @param <H> what is held: a lease, or permits
 * @param <T> the elements
 */
interface Steps<H, T> {

	/** Waits for what is held in the next attempt; cancelling costs nothing. */
	CompletableFuture<H> next();

	/** Starts an attempt; null is an error. */
	@Nullable Publisher<? extends T> run(H held) throws Throwable;

	/** Adds to the context of the publisher. */
	Context context(Context context, H held);

	/** The publisher ended well. */
	void succeeded(H held, @Nullable T last);

	/** The publisher failed: returns null to try again, else what the subscriber sees. */
	@Nullable Throwable failed(H held, Throwable thrown, boolean mayRepeat);

	/** The subscriber gave up. */
	void cancelled(H held);

	/** What bounds an attempt, or null. */
	default @Nullable Bounds bounds() {
		return null;
	}

	/**
	 * What bounds an attempt.
	 *
	 * @param operation for messages
	 * @param timekeeper by which time
	 * @param waiting how long
	 */
	record Bounds(String operation, Timekeeper timekeeper, WaitingDefinition waiting) {
	}

}
