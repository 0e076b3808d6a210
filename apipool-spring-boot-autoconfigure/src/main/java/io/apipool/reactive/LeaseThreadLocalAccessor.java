package io.apipool.reactive;

import io.apipool.LeaseBinding;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the lease in force to other threads and through Reactor, where
 * context-propagation is present: found by the service loader. Internal.
 */
public final class LeaseThreadLocalAccessor implements ThreadLocalAccessor<LeaseBinding.Scope> {

	@Override
	public Object key() {
		return LeaseContext.KEY;
	}

	@Override
	public LeaseBinding.@Nullable Scope getValue() {
		return LeaseBinding.ofThread().scope();
	}

	@Override
	public void setValue(LeaseBinding.Scope scope) {
		LeaseBinding.ofThread().swap(scope);
	}

	@Override
	public void setValue() {
		LeaseBinding.ofThread().swap(null);
	}

}
