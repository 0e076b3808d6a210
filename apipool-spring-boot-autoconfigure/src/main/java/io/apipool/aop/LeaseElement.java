package io.apipool.aop;

import io.apipool.LeaseBinding;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * The lease in force within a coroutine, on whichever threads it runs.
 */
final class LeaseElement extends AbstractCoroutineContextElement
		implements ThreadContextElement<LeaseBinding.@Nullable Scope> {

	private static final CoroutineContext.Key<LeaseElement> KEY = new CoroutineContext.Key<>() {
	};

	private final LeaseBinding.Scope scope;

	LeaseElement(LeaseBinding.Scope scope) {
		super(KEY);
		this.scope = scope;
	}

	@Override
	public LeaseBinding.@Nullable Scope updateThreadContext(CoroutineContext context) {
		return LeaseBinding.ofThread().swap(this.scope);
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, LeaseBinding.@Nullable Scope before) {
		LeaseBinding.ofThread().swap(before);
	}

}
