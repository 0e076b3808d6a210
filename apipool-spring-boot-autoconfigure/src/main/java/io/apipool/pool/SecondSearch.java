package io.apipool.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.apipool.KeyLease;
import io.apipool.PoolClosedException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a key that a call would rather have, and where there is none before long any.
 * Cancelling it cancels whichever search goes on.
 */
final class SecondSearch extends CompletableFuture<KeyLease> {

	private final Acquisition first;

	private final Supplier<Acquisition> second;

	private final AtomicReference<@Nullable Future<?>> underWay = new AtomicReference<>();

	SecondSearch(Acquisition first, Supplier<Acquisition> second) {
		this.first = first;
		this.second = second;
	}

	SecondSearch start() {
		whenComplete((lease, thrown) -> cancelUnderWay());
		follow(this.first.later(), true);
		return this;
	}

	private void follow(CompletableFuture<KeyLease> search, boolean another) {
		this.underWay.set(search);
		search.whenComplete((lease, thrown) -> {
			if (lease != null) {
				hand(lease);
			}
			else if (thrown != null) {
				failed(Thrown.inner(thrown), another);
			}
		});
		if (isDone()) {
			search.cancel(true);
		}
	}

	private void hand(KeyLease lease) {
		if (!complete(lease)) {
			((Lease) lease).unsent();
			lease.close();
		}
	}

	private void failed(Throwable thrown, boolean another) {
		if (!another || thrown instanceof PoolClosedException || thrown instanceof CancellationException) {
			completeExceptionally(thrown);
			return;
		}
		try {
			follow(this.second.get().later(), false);
		}
		catch (Throwable ex) {
			completeExceptionally(ex);
		}
	}

	private void cancelUnderWay() {
		Future<?> search = this.underWay.get();
		if (search != null) {
			search.cancel(true);
		}
	}

}
