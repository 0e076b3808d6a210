package io.apipool.pool;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys that one call has used in vain and does not use again.
 */
final class LeftOut {

	private final Set<KeyEntry> keys = new LinkedHashSet<>();

	private final Set<KeyEntry> tried = new LinkedHashSet<>();

	void add(KeyEntry key) {
		this.keys.add(key);
	}

	/**
	 * A key was tried; it may be tried again.
	 */
	void tried(KeyEntry key) {
		this.tried.add(key);
	}

	/**
	 * Leaves out all that were tried.
	 */
	void addTried() {
		this.keys.addAll(this.tried);
	}

	/**
	 * Leaves out no more: there is no other key.
	 */
	void clear() {
		this.keys.clear();
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	/**
	 * Returns the keys that the next attempt leaves out: none where the pool has no other
	 * that may serve it some time.
	 */
	Set<KeyEntry> keys(PoolCore core) {
		return (this.keys.isEmpty() || !isAnotherLeft(core)) ? Set.of() : Set.copyOf(this.keys);
	}

	private boolean isAnotherLeft(PoolCore core) {
		long now = core.now();
		Stream<KeyEntry> present = core.ring().seats().stream().map(Seat::entry);
		return present.anyMatch((key) -> !this.keys.contains(key) && core.states().mayServe(key, now));
	}

}
