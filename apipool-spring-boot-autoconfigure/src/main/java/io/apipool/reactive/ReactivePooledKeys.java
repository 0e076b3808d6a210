package io.apipool.reactive;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lease of the pooled call that a reactive chain belongs to.
 */
public final class ReactivePooledKeys {

	private ReactivePooledKeys() {
	}

	/**
	 * Returns the lease of the innermost pooled call, whichever thread the chain runs on.
	 * @return the lease of its present attempt; an {@link IllegalStateException} outside
	 * a pooled call
	 */
	public static Mono<KeyLease> current() {
		return Mono.deferContextual((context) -> {
			LeaseBinding.@Nullable Scope scope = LeaseContext.scope(context);
			return (scope != null) ? Mono.just(scope.lease())
					: Mono.error(new IllegalStateException("no pooled call is in force in this reactive chain"));
		});
	}

}
