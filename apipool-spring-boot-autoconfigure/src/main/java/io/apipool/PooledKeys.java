package io.apipool;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The lease of the pooled call that runs on this thread. Bound while the call runs, not
 * inherited by other threads; the {@code wrap} methods carry it there.
 */
public final class PooledKeys {

	private PooledKeys() {
	}

	/**
	 * Returns the lease of the innermost pooled call.
	 * @return the lease of its present attempt
	 * @throws IllegalStateException outside a pooled call
	 */
	public static KeyLease current() {
		return find().orElseThrow(() -> new IllegalStateException(
				"no pooled call runs on this thread; PooledKeys.wrap carries its key over"));
	}

	/**
	 * Returns the lease of the innermost pooled call.
	 * @return empty outside a pooled call
	 */
	public static Optional<KeyLease> find() {
		return lease(LeaseBinding.ofThread().scope());
	}

	/**
	 * Returns the lease of the innermost pooled call of one pool.
	 * @param pool the pool's name
	 * @return empty outside a call of that pool
	 */
	public static Optional<KeyLease> find(String pool) {
		return lease(LeaseBinding.ofThread().scope(pool));
	}

	/**
	 * Carries this thread's leases to wherever the task runs.
	 * @param task the task
	 * @return the task with the leases bound
	 */
	public static Runnable wrap(Runnable task) {
		LeaseBinding.@Nullable Scope scope = LeaseBinding.ofThread().scope();
		return () -> LeaseBinding.<Boolean, RuntimeException>within(scope, () -> {
			task.run();
			return true;
		});
	}

	/**
	 * Carries this thread's leases to wherever the task runs.
	 * @param task the task
	 * @param <T> its result
	 * @return the task with the leases bound
	 */
	public static <T extends @Nullable Object> Callable<T> wrapCallable(Callable<T> task) {
		LeaseBinding.@Nullable Scope scope = LeaseBinding.ofThread().scope();
		return () -> LeaseBinding.<T, Exception>within(scope, task::call);
	}

	/**
	 * Carries this thread's leases to wherever the task runs.
	 * @param task the task
	 * @param <T> its result
	 * @return the task with the leases bound
	 */
	public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
		LeaseBinding.@Nullable Scope scope = LeaseBinding.ofThread().scope();
		return () -> LeaseBinding.<T, RuntimeException>within(scope, task::get);
	}

	private static Optional<KeyLease> lease(LeaseBinding.@Nullable Scope scope) {
		return Optional.ofNullable(scope).map(LeaseBinding.Scope::lease);
	}

}
