package io.apipool.aop;

import io.apipool.LeaseBinding;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;

/**
 * The caller's continuation as one attempt sees it: with the attempt's lease in force.
 */
final class LeasedContinuation implements Continuation<Object> {

	private final Continuation<Object> caller;

	private final LeaseBinding.Scope scope;

	LeasedContinuation(Continuation<Object> caller, LeaseBinding.Scope scope) {
		this.caller = caller;
		this.scope = scope;
	}

	@Override
	public CoroutineContext getContext() {
		return this.caller.getContext().plus(new LeaseElement(this.scope));
	}

	@Override
	public void resumeWith(Object result) {
		this.caller.resumeWith(result);
	}

}
