package io.apipool.limit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.apipool.LearntLimit;
import io.apipool.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * Counts permits in this process. Internal.
 * <p>
 * The scopes of a claim are locked in the order of its path, the candidate's last. All
 * are checked on the way in and taken from on the way out, so that a refusal has changed
 * nothing. Nothing foreign is called under a lock but what a claim says about itself.
 */
public final class LocalPermitStore implements PermitStore {

	private final WallClock clock;

	private final LimitSets limits;

	private final Map<String, LocalScope> scopes = new ConcurrentHashMap<>();

	/**
	 * Creates an empty store.
	 * @param timekeeper the source of time
	 */
	public LocalPermitStore(Timekeeper timekeeper) {
		this.clock = new WallClock(timekeeper);
		this.limits = new LimitSets(this.clock);
	}

	@Override
	public PermitScope open(ScopeDefinition definition) {
		LocalScope scope = this.scopes.computeIfAbsent(definition.name(), (name) -> new LocalScope(name, this.clock));
		scope.define(this.limits.of(definition));
		return scope;
	}

	@Override
	public void close(PermitScope scope) {
		this.scopes.remove(scope.name(), scope);
	}

	@Override
	public boolean admit(Claim claim, long now) {
		prepare(claim.path().shared(), now);
		for (PermitScope candidate = claim.next(); candidate != null; candidate = claim.next()) {
			local(candidate).prepare(now);
			Refusal refusal = enter(claim, local(candidate), 0, now, now);
			if (refusal == null) {
				return true;
			}
			claim.refused(refusal);
			if (refusal.scope() != candidate) {
				return false;
			}
		}
		return false;
	}

	/**
	 * Goes through the scopes that all candidates share, from one on, and ends at the
	 * candidate.
	 */
	private @Nullable Refusal enter(Claim claim, LocalScope candidate, int level, long now, long key) {
		List<PermitPath.Shared> path = claim.path().shared();
		if (level == path.size()) {
			return take(claim, candidate, now, key);
		}
		PermitPath.Shared shared = path.get(level);
		LocalScope scope = local(shared.scope());
		if (!scope.counts()) {
			return enter(claim, candidate, level + 1, now, key);
		}
		scope.lock();
		try {
			Need need = need(shared, claim);
			Refusal refusal = refusal(claim, scope, need, PermitScope.NO_MODEL, now);
			if (refusal != null) {
				return refusal;
			}
			refusal = enter(claim, candidate, level + 1, now, Math.max(key, scope.nextKey(now)));
			if (refusal == null) {
				scope.take(need, PermitScope.NO_MODEL, now, claim.key());
			}
			return refusal;
		}
		finally {
			scope.unlock();
		}
	}

	private @Nullable Refusal take(Claim claim, LocalScope candidate, long now, long key) {
		int model = claim.path().model();
		candidate.lock();
		try {
			Refusal refusal = refusal(claim, candidate, claim.need(), model, now);
			if (refusal != null) {
				return refusal;
			}
			claim.granted(now, Math.max(key, candidate.nextKey(now)));
			if (candidate.take(claim.need(), model, now, claim.key())) {
				claim.heldBack();
			}
			return null;
		}
		finally {
			candidate.unlock();
		}
	}

	private static @Nullable Refusal refusal(Claim claim, LocalScope scope, Need need, int model, long now) {
		if (scope.admits(need, model, now)) {
			return null;
		}
		Refusal refusal = scope.refusal(need, model, now);
		return claim.passes(refusal) ? null : refusal;
	}

	@Override
	public void sent(Claim claim, long now) {
		local(claim.scope()).sent(claim, claim.need(), claim.path().model(), now);
		List<PermitPath.Shared> path = claim.path().shared();
		for (int i = 0; i < path.size(); i++) {
			PermitPath.Shared shared = path.get(i);
			LocalScope scope = local(shared.scope());
			if (scope.counts()) {
				scope.sent(claim, need(shared, claim), PermitScope.NO_MODEL, now);
			}
		}
	}

	@Override
	public void release(Claim claim, long now) {
		end(claim, null, 0, now);
		tellFreed(claim);
	}

	@Override
	public void settle(Claim claim, Need used, long now) {
		local(claim.scope()).prepare(now);
		prepare(claim.path().shared(), now);
		end(claim, used, 0, now);
		tellFreed(claim);
	}

	private static void tellFreed(Claim claim) {
		local(claim.scope()).tellFreed();
		List<PermitPath.Shared> path = claim.path().shared();
		for (int i = 0; i < path.size(); i++) {
			local(path.get(i).scope()).tellFreed();
		}
	}

	/**
	 * Gives the slots back and settles, unless nothing is said to be used: in one step
	 * over all scopes, locked as for the grant. Whether the slots are still held is known
	 * under the candidate's lock.
	 * @return whether they were
	 */
	private boolean end(Claim claim, @Nullable Need used, int level, long now) {
		List<PermitPath.Shared> path = claim.path().shared();
		if (level == path.size()) {
			return local(claim.scope()).end(claim, used, now);
		}
		PermitPath.Shared shared = path.get(level);
		LocalScope scope = local(shared.scope());
		if (!scope.counts()) {
			return end(claim, used, level + 1, now);
		}
		scope.lock();
		try {
			boolean held = end(claim, used, level + 1, now);
			Need reserved = need(shared, claim);
			Need counted = (used != null && shared.need() != null) ? reserved : used;
			scope.end(claim, held, reserved, counted, now);
			return held;
		}
		finally {
			scope.unlock();
		}
	}

	private static void prepare(List<PermitPath.Shared> path, long now) {
		for (int i = 0; i < path.size(); i++) {
			local(path.get(i).scope()).prepare(now);
		}
	}

	private static Need need(PermitPath.Shared shared, Claim claim) {
		Need own = shared.need();
		return (own != null) ? own : claim.need();
	}

	@Override
	public void learn(PermitScope scope, int model, Answered answered, List<ToldLimit> told) {
		local(scope).learn(model, answered.grantedAt(), told, answered.now());
		local(scope).tellFreed();
	}

	@Override
	public void spend(PermitScope scope, int model, Need used, long at) {
		local(scope).spend(model, used, at);
	}

	@Override
	public void restore(PermitScope scope, int model, List<PastMinute> past) {
		local(scope).restore(model, past);
	}

	@Override
	public void recall(PermitScope scope, int model, List<LearntLimit> learnt) {
		local(scope).recall(model, learnt);
	}

	private static LocalScope local(PermitScope scope) {
		return (LocalScope) scope;
	}

}
