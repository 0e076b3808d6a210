package io.apipool.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.PooledCall;
import org.jspecify.annotations.Nullable;

/**
 * One item while it runs.
 *
 * @param <K> the id
 */
final class ItemRun<K> {

	private final K id;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final AtomicBoolean waiting = new AtomicBoolean(true);

	private final AtomicReference<@Nullable CompletableFuture<?>> end = new AtomicReference<>();

	ItemRun(K id) {
		this.id = id;
	}

	K id() {
		return this.id;
	}

	/**
	 * Returns the item's call.
	 */
	<I, R extends @Nullable Object> PooledCall<R, Exception> call(I item, BatchItemCall<? super I, ? extends R> body) {
		return (key) -> {
			this.begun.set(true);
			this.waiting.set(false);
			try {
				return body.call(item, key);
			}
			finally {
				this.waiting.set(true);
			}
		};
	}

	/**
	 * Tells whether its call was begun, if only once.
	 */
	boolean isBegun() {
		return this.begun.get();
	}

	/**
	 * Tells whether it waits for a key.
	 */
	boolean isWaiting() {
		return this.waiting.get();
	}

	void endsWith(CompletableFuture<?> end) {
		this.end.set(end);
	}

	void cancel() {
		CompletableFuture<?> end = this.end.get();
		if (end != null) {
			end.cancel(true);
		}
	}

}
