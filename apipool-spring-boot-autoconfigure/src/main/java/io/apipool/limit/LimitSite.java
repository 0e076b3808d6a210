package io.apipool.limit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.Timekeeper;
import io.apipool.definition.RateLimitDefinition;

/**
 * What all counts of one limit have in common.
 */
final class LimitSite {

	private final AtomicReference<Terms> terms;

	private final PermitDimension dimension;

	private final PermitStore store;

	private final Timekeeper timekeeper;

	/**
	 * Creates the limit.
	 * @param terms the limit as it is defined now
	 * @param dimension what its permits are of, always
	 */
	LimitSite(Terms terms, PermitDimension dimension, PermitStore store, Timekeeper timekeeper) {
		this.terms = new AtomicReference<>(terms);
		this.dimension = dimension;
		this.store = store;
		this.timekeeper = timekeeper;
	}

	PermitDimension dimension() {
		return this.dimension;
	}

	PermitStore store() {
		return this.store;
	}

	Timekeeper timekeeper() {
		return this.timekeeper;
	}

	RateLimitDefinition definition() {
		return present().definition;
	}

	private Terms present() {
		return Objects.requireNonNull(this.terms.get());
	}

	/**
	 * Defines the limit anew.
	 * @return whether what its counts count has changed
	 */
	boolean redefine(Terms changed) {
		Terms before = Objects.requireNonNull(this.terms.getAndSet(changed));
		return !before.definition.limits().equals(changed.definition.limits())
				|| !before.marginCap.equals(changed.marginCap);
	}

	String name() {
		return definition().name();
	}

	long now() {
		return this.timekeeper.nanoTime();
	}

	/**
	 * Opens a count.
	 * @param name unique in the store with the prefix that is set before it here
	 * @return its scope
	 */
	PermitScope open(String name) {
		return this.store.open(definition("rate-limits." + name));
	}

	/**
	 * Lets a count that is open count what is defined now.
	 */
	void reopen(PermitScope scope) {
		this.store.open(definition(scope.name()));
	}

	private ScopeDefinition definition(String scope) {
		return new ScopeDefinition(scope, definition().limits(), List.of(),
				new ScopeDefinition.Terms(1, present().marginCap, false));
	}

	/**
	 * What may change.
	 *
	 * @param definition the limit
	 * @param marginCap the cap of the margin of limits that name none
	 */
	record Terms(RateLimitDefinition definition, Duration marginCap) {
	}

}
