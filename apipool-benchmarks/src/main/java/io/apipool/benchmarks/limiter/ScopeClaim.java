package io.apipool.benchmarks.limiter;

import java.util.List;

import io.apipool.limit.Claim;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import io.apipool.limit.Refusal;

/**
 * Asks one scope for one request, again and again.
 */
final class ScopeClaim extends Claim {

	private static final PermitPath ALONE = new PermitPath(List.of(), PermitScope.NO_MODEL);

	private final PermitScope scope;

	ScopeClaim(PermitScope scope) {
		this.scope = scope;
	}

	@Override
	protected PermitPath path() {
		return ALONE;
	}

	@Override
	protected Need need() {
		return Need.REQUEST;
	}

	@Override
	protected PermitScope next() {
		return this.scope;
	}

	@Override
	protected PermitScope scope() {
		return this.scope;
	}

	@Override
	protected void refused(Refusal refusal) {
		throw new IllegalStateException(refusal.toString());
	}

}
