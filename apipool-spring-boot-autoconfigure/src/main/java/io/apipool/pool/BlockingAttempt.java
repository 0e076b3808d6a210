package io.apipool.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.PooledCall;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a blocking call on an executor: cancelling its stage interrupts the
 * thread.
 *
 * @param <T> the result
 */
final class BlockingAttempt<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

	private final KeyLease lease;

	private final PooledCall<? extends T, ?> call;

	private final FutureTask<@Nullable Void> task = new FutureTask<>(this, null);

	private BlockingAttempt(KeyLease lease, PooledCall<? extends T, ?> call) {
		this.lease = lease;
		this.call = call;
	}

	static <T extends @Nullable Object> CompletableFuture<T> start(Executor executor, KeyLease lease,
			PooledCall<? extends T, ?> call) {
		BlockingAttempt<T> attempt = new BlockingAttempt<>(lease, call);
		try {
			executor.execute(attempt.task);
		}
		catch (Throwable ex) {
			neverSent((Lease) lease);
			attempt.completeExceptionally(ex);
		}
		return attempt;
	}

	/**
	 * The executor took nothing: neither did the provider.
	 */
	private static void neverSent(Lease lease) {
		lease.unsent();
		lease.close();
	}

	@Override
	public void run() {
		Lease own = (Lease) this.lease;
		try {
			complete(LeaseBinding.<T, Throwable>within(own, () -> {
				own.core().leases().started(own);
				return this.call.call(own.key());
			}));
		}
		catch (Throwable ex) {
			completeExceptionally(ex);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		this.task.cancel(mayInterruptIfRunning);
		return cancelled;
	}

}
