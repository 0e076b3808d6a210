package io.apipool.pool;

import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;

/**
 * Settles a lease. Where the provider counts tokens when a call ends, what was used is
 * entered then and what was estimated goes back: booked first, so that nobody gets
 * between the two more than there is.
 */
final class TokensAtEnd {

	private TokensAtEnd() {
	}

	static void settle(PermitStore store, Lease lease, Need used, long now) {
		PoolSetup setup = lease.plan().setup();
		boolean atEnd = !setup.estimated().isEmpty() && setup.definition().target().tokensAtEnd();
		Need tokens = atEnd ? tokens(used) : Need.NONE;
		if (tokens.isNothing()) {
			store.settle(lease, used, now);
			return;
		}
		for (PermitPath.Shared shared : lease.plan().path().shared()) {
			if (shared.need() == null) {
				store.spend(shared.scope(), PermitScope.NO_MODEL, tokens, now);
			}
		}
		store.spend(lease.seat().group().scope(), lease.plan().model(), tokens, now);
		store.settle(lease, without(used, tokens), now);
	}

	private static Need tokens(Need used) {
		Need tokens = Need.NONE;
		for (int i = 0; i < used.size(); i++) {
			String dimension = used.dimension(i);
			tokens = dimension.endsWith(LimitDefinition.TOKENS) ? tokens.with(dimension, used.of(dimension)) : tokens;
		}
		return tokens;
	}

	private static Need without(Need used, Need tokens) {
		Need others = used;
		for (int i = 0; i < tokens.size(); i++) {
			others = others.with(tokens.dimension(i), 0);
		}
		return others;
	}

}
