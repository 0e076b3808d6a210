package io.apipool;

import org.jspecify.annotations.Nullable;

/**
 * What is bound to one thread: the innermost lease, which knows the one around it.
 * Internal.
 * <p>
 * A thread keeps its binding for life and only what it holds is swapped: setting a
 * thread-local to a value and removing it again costs several times as much.
 */
public final class LeaseBinding {

	private static final ThreadLocal<LeaseBinding> THREAD = ThreadLocal.withInitial(LeaseBinding::new);

	private @Nullable Scope scope;

	private LeaseBinding() {
	}

	/**
	 * Returns this thread's binding.
	 * @return the binding
	 */
	public static LeaseBinding ofThread() {
		return THREAD.get();
	}

	/**
	 * Returns what is bound.
	 * @return the innermost scope, or null
	 */
	public @Nullable Scope scope() {
		return this.scope;
	}

	/**
	 * Binds another scope; the caller puts the former back when it is done.
	 * @param scope the new innermost scope, or null for none
	 * @return the former one
	 */
	public @Nullable Scope swap(@Nullable Scope scope) {
		Scope before = this.scope;
		this.scope = scope;
		return before;
	}

	/**
	 * Runs something with a scope bound to this thread, and binds the former one again.
	 * @param scope the innermost scope meanwhile, or null for none
	 * @param task what runs
	 * @param <T> its result
	 * @param <E> what it may throw
	 * @return its result
	 * @throws E what it throws
	 */
	public static <T extends @Nullable Object, E extends Throwable> T within(@Nullable Scope scope, Task<T, E> task)
			throws E {
		LeaseBinding binding = ofThread();
		Scope before = binding.swap(scope);
		try {
			return task.run();
		}
		finally {
			binding.swap(before);
		}
	}

	/**
	 * Returns the innermost scope of a pool.
	 * @param pool the pool's name
	 * @return the scope, or null
	 */
	public @Nullable Scope scope(String pool) {
		Scope found = this.scope;
		while (found != null && !found.pool().equals(pool)) {
			found = found.outer();
		}
		return found;
	}

	/**
	 * What runs with a scope bound. Internal.
	 *
	 * @param <T> its result
	 * @param <E> what it may throw
	 */
	@FunctionalInterface
	public interface Task<T extends @Nullable Object, E extends Throwable> {

		/**
		 * Runs.
		 * @return the result
		 * @throws E whatever goes wrong
		 */
		T run() throws E;

	}

	/**
	 * A lease in force. Internal.
	 */
	public interface Scope {

		/**
		 * Returns the lease.
		 * @return the lease of the present attempt
		 */
		KeyLease lease();

		/**
		 * Returns the lease's pool.
		 * @return its name
		 */
		String pool();

		/**
		 * Returns the scope around this one.
		 * @return the scope, or null
		 */
		@Nullable Scope outer();

	}

}
