package io.apipool.limit;

import java.util.List;

import io.apipool.LearntLimit;

/**
 * Where permits are counted. The contract lets a shared store decide over several
 * candidates in one round trip: they are asked for in order, and the first that admits is
 * granted together with the scopes that all of them share, or nothing is taken anywhere.
 * Internal.
 * <p>
 * Instants are monotonic nanoseconds. Nothing here waits.
 */
public interface PermitStore {

	/**
	 * Opens a scope, or changes one that is open: a limit whose amount alone differs
	 * keeps what it has counted.
	 * @param definition what it counts
	 * @return the scope of that name
	 */
	PermitScope open(ScopeDefinition definition);

	/**
	 * Forgets a scope: opening one of its name begins a new count. Claims on it can still
	 * be made and settled.
	 * @param scope a scope of this store
	 */
	void close(PermitScope scope);

	/**
	 * Takes what a claim needs from its path and from the first candidate that admits, in
	 * one atomic step. A refusal by a shared scope ends the search.
	 * @param claim asked for candidates, told of refusals
	 * @param now the instant of the grant
	 * @return whether it was granted
	 */
	boolean admit(Claim claim, long now);

	/**
	 * The request is being written: its margin counts from here.
	 * @param claim a granted claim, not settled
	 * @param now the instant
	 */
	void sent(Claim claim, long now);

	/**
	 * Gives the slots in flight back, and nothing else. Does nothing the second time.
	 * @param claim a granted claim
	 * @param now the instant
	 */
	void release(Claim claim, long now);

	/**
	 * The call was answered, or given up: gives the slots in flight back, refunds what
	 * was not used, books what was used beyond the need. To be called once for a claim.
	 * @param claim a granted claim
	 * @param used what stays counted
	 * @param now the instant of the answer
	 */
	void settle(Claim claim, Need used, long now);

	/**
	 * Takes in the limits that an answer told.
	 * @param scope the candidate whose call was answered, before that call is settled
	 * @param model the index of its model's entry, for which they go then; or
	 * {@link PermitScope#NO_MODEL}
	 * @param answered when the call was granted, and when it was answered
	 * @param told what was said
	 */
	void learn(PermitScope scope, int model, Answered answered, List<ToldLimit> told);

	/**
	 * Enters what was used without a claim.
	 * @param scope the scope
	 * @param model the index of the model's entry, which is counted in the scope's own
	 * limits too; or {@link PermitScope#NO_MODEL}
	 * @param used what was used
	 * @param at when, in the past
	 */
	void spend(PermitScope scope, int model, Need used, long at);

	/**
	 * Enters what was used before this process started: in written limits that remember
	 * more than {@link LimitMemory#SHORT}, and as late as it may have been.
	 * @param scope the scope
	 * @param model as for {@link #spend}
	 * @param past what was used, in any order
	 */
	void restore(PermitScope scope, int model, List<PastMinute> past);

	/**
	 * Takes in the limits that answers told before this process started, as far as their
	 * reset is ahead. What answers have told since counts for more.
	 * @param scope the scope
	 * @param model the index of the model's entry, for which they go then; or
	 * {@link PermitScope#NO_MODEL}
	 * @param learnt what was told
	 */
	void recall(PermitScope scope, int model, List<LearntLimit> learnt);

	/**
	 * The instants of a call. Internal.
	 *
	 * @param grantedAt when it was granted
	 * @param now when it was answered
	 */
	record Answered(long grantedAt, long now) {
	}

}
