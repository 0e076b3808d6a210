package io.apipool.limit;

import java.util.Arrays;
import java.util.List;

import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The pacers of a scope: one for calls without a model's entry and one for each entry, of
 * which a call meets one. Replaced whole when a pacer is added.
 */
final class Pacers {

	static final Pacers NONE = new Pacers(new Pacer[0]);

	private final @Nullable Pacer[] pacers;

	private Pacers(@Nullable Pacer[] pacers) {
		this.pacers = pacers;
	}

	private @Nullable Pacer of(int model) {
		return (model + 1 < this.pacers.length) ? this.pacers[model + 1] : null;
	}

	/**
	 * Sets the rate of one.
	 * @return the pacers, with one more if there was none
	 */
	Pacers with(int model, double rate, long now) {
		Pacer known = of(model);
		Pacer pacer = (known != null) ? known : new Pacer(now);
		pacer.rate(rate);
		if (known != null) {
			return this;
		}
		@Nullable Pacer[] more = Arrays.copyOf(this.pacers, Math.max(this.pacers.length, model + 2));
		more[model + 1] = pacer;
		return new Pacers(more);
	}

	boolean admits(Need need, int model, long now) {
		Pacer pacer = of(model);
		return pacer == null || pacer.admits(need, now);
	}

	boolean take(Need need, int model, long now) {
		Pacer pacer = of(model);
		return pacer != null && pacer.take(need, now);
	}

	long earliest(Need need, int model, long now) {
		Pacer pacer = of(model);
		return (pacer != null) ? pacer.earliest(need, now) : now;
	}

	/**
	 * Returns when the call with the smallest chance may go, whichever its model is: the
	 * pacer of calls without an entry says nothing about those that have one.
	 */
	long earliestForAll(Need need, long now) {
		return (this.pacers.length == 1) ? earliest(need, PermitScope.NO_MODEL, now) : now;
	}

	long refusing(Need need, int model, long now, List<LimitDefinition> refusing) {
		long at = earliest(need, model, now);
		if (at > now) {
			refusing.add(Pacer.LIMIT);
		}
		return at;
	}

}
