package io.apipool.pool;

import java.util.concurrent.CompletableFuture;

import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One call over all of its attempts: its deadline, its retries, the keys it leaves out.
 * Attempts follow one another; not for several threads at once. Internal.
 */
public interface CallSession {

	/**
	 * Takes the key for the next attempt, without blocking. Inside a lease of the same
	 * pool (see {@link io.apipool.LeaseBinding}) it is that lease's key.
	 * @return the future lease. Where none can be had it fails with what the caller is to
	 * see: the last attempt's own exception, or
	 * {@link io.apipool.PoolExhaustedException}. Cancelling it costs nothing.
	 */
	CompletableFuture<KeyLease> nextLease();

	/**
	 * Takes the key for the next attempt, waiting on this thread.
	 * @return the lease
	 * @throws io.apipool.PoolExhaustedException if none can be had and there was no
	 * attempt; after an attempt what it showed is thrown
	 */
	KeyLease await();

	/**
	 * Ends an attempt that succeeded.
	 * @param lease the attempt's lease
	 * @param usage what it used
	 */
	void succeeded(KeyLease lease, Usage usage);

	/**
	 * Ends an attempt that failed and decides whether the call is tried again.
	 * @param lease the attempt's lease
	 * @param thrown what it threw
	 * @param mayRepeat whether nothing of its answer has reached the caller
	 * @return null to try again with {@link #nextLease()}, else what the caller is to see
	 */
	@Nullable Throwable failed(KeyLease lease, Throwable thrown, boolean mayRepeat);

	/**
	 * Ends an attempt whose outcome is known and decides whether the call is tried again.
	 * @param lease the attempt's lease
	 * @param outcome how it ended
	 * @param shown what the caller is to see where no further key can be had
	 * @param mayRepeat whether nothing of its answer has reached the caller
	 * @return whether to try again with {@link #nextLease()} or {@link #await()}
	 */
	boolean ended(KeyLease lease, CallOutcome outcome, Throwable shown, boolean mayRepeat);

	/**
	 * Ends an attempt that the caller gave up.
	 * @param lease the attempt's lease
	 */
	default void cancelled(KeyLease lease) {
		lease.ended(new CallOutcome.Cancelled());
	}

}
