package io.apipool.aop;

import java.util.List;

import io.apipool.limit.NamedLimit;
import io.apipool.pool.CallPlan;
import io.apipool.pool.PooledCalls;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The plan of each call of one method: one for all where nothing depends on its
 * arguments.
 */
final class Plans {

	private final PooledCalls pool;

	private final RequestSpec request;

	private final @Nullable MergedLimit limit;

	private final @Nullable CallPlan constant;

	Plans(PooledCalls pool, RequestSpec request, @Nullable MergedLimit limit) {
		this.pool = pool;
		this.request = request;
		this.limit = limit;
		boolean varies = !request.constant() || (limit != null && !limit.constant());
		this.constant = varies ? null : plan(new Object[0]);
	}

	CallPlan of(MethodInvocation invocation) {
		CallPlan prepared = this.constant;
		return (prepared != null) ? prepared : plan(invocation.getArguments());
	}

	private CallPlan plan(@Nullable Object[] arguments) {
		List<NamedLimit> limits = (this.limit != null) ? List.of(this.limit.of(arguments)) : List.of();
		return this.pool.plan(this.request.of(arguments), limits);
	}

}
