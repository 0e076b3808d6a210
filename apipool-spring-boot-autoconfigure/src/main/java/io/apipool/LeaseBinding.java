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
