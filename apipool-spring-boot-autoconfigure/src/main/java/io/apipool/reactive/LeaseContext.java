package io.apipool.reactive;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The lease in force within Reactor's context. Internal.
 */
public final class LeaseContext {

	static final String KEY = "io.apipool.lease";

	private LeaseContext() {
	}

	/**
	 * Returns what is in force.
	 * @param context the context
	 * @return the innermost scope of the context, else of this thread; or null
	 */
	public static LeaseBinding.@Nullable Scope scope(ContextView context) {
		LeaseBinding.@Nullable Scope scope = context.getOrDefault(KEY, null);
		return (scope != null) ? scope : LeaseBinding.ofThread().scope();
	}

	/**
	 * Adds the scope of a lease.
	 * @param context the context
	 * @param lease the lease
	 * @return the context in which the lease is in force
	 */
	public static Context with(Context context, KeyLease lease) {
		return (lease instanceof LeaseBinding.Scope scope) ? context.put(KEY, scope) : context;
	}

}
