package io.apipool.reactive;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The lease in force within Reactor's context.
 */
final class LeaseContext {

	static final String KEY = "io.apipool.lease";

	private LeaseContext() {
	}

	/** Returns the innermost scope of the context, else of this thread. */
	static LeaseBinding.@Nullable Scope scope(ContextView context) {
		LeaseBinding.@Nullable Scope scope = context.getOrDefault(KEY, null);
		return (scope != null) ? scope : LeaseBinding.ofThread().scope();
	}

	/** Adds the scope of a lease. */
	static Context with(Context context, KeyLease lease) {
		return (lease instanceof LeaseBinding.Scope scope) ? context.put(KEY, scope) : context;
	}

}
