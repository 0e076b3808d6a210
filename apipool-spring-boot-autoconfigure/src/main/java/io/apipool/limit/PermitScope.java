package io.apipool.limit;

import java.util.List;

import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One set of counts behind one lock: a quota group with the models within it, a pool as a
 * whole, or a named limit. Opened by a {@link PermitStore}, which alone takes and settles
 * permits in it. Internal.
 */
public interface PermitScope {

	/** No instant: only a release, or nothing, helps. */
	long NEVER = Long.MAX_VALUE;

	/** The index that says: no model, the scope's own limits alone. */
	int NO_MODEL = -1;

	/**
	 * Returns the scope's name.
	 * @return for messages
	 */
	String name();

	/**
	 * Returns the earliest instant at which the scope may admit a need, by the instants
	 * that are known now. A slot in flight counts as free at any time.
	 * @param need what is wanted
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param now monotonic nanoseconds
	 * @return monotonic nanoseconds: {@code now} if it admits now or only slots are
	 * missing; {@link #NEVER} if it never will
	 */
	long earliest(Need need, int model, long now);

	/**
	 * Returns the earliest instant at which the scope may admit a need whichever the
	 * model is: what only some models wait for does not count.
	 * @param need what is wanted
	 * @param now monotonic nanoseconds
	 * @return as {@link #earliest(Need, int, long)}
	 */
	long earliestForAll(Need need, long now);

	/**
	 * Returns what is left of the tightest limit: of the scope's own and the model's
	 * entry's, those told by answers included. A pace is no limit.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param now monotonic nanoseconds
	 * @return the share of its amount, from 0 to 1; 1 where there is no limit
	 */
	double leftShare(int model, long now);

	/**
	 * Lets the calls of a bucket go evenly, one at a time: those whose model has this
	 * entry, or those without any. Kept when the limits are redefined.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param rate calls a second, more than 0
	 */
	void pace(int model, double rate);

	/**
	 * Returns the limit, if any, that can never admit a need.
	 * @param need what is wanted
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @return such a limit, or null
	 */
	@Nullable LimitDefinition tooSmallFor(Need need, int model);

	/**
	 * Returns the limits' definitions.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @return those of the scope itself or of the model's entry alone
	 */
	List<LimitDefinition> limits(int model);

	/**
	 * Returns the state of the limits.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param now monotonic nanoseconds
	 * @return one snapshot for each of {@link #limits(int)}, in that order
	 */
	List<LimitSnapshot> snapshot(int model, long now);

	/**
	 * Returns the state of the limits but for those that {@link #learnt} tells.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param now monotonic nanoseconds
	 * @return the limits that no answer told
	 */
	default List<LimitSnapshot> written(int model, long now) {
		return snapshot(model, now).stream().filter((limit) -> !LearntLimitText.isTold(limit)).toList();
	}

	/**
	 * Returns what the provider's answers told.
	 * @param model the index of the model's entry, or {@link #NO_MODEL}
	 * @param now monotonic nanoseconds
	 * @return the limits that are known from answers
	 */
	List<LearntLimit> learnt(int model, long now);

	/**
	 * Returns a number that is another one than a refusal's if permits may have become
	 * free since, before the instant that it named: a slot came back, permits were given
	 * back, a call was answered before its margin had passed.
	 * @return the number, readable without a lock
	 */
	long version();

	/**
	 * Asks to be told whenever a call that took permits here has given any of them back.
	 * A scope that several queues wait for wakes all of them.
	 * @param wake called on the thread of that call, with no lock held; once, however
	 * often it was asked for
	 */
	void whenFreed(Runnable wake);

}
