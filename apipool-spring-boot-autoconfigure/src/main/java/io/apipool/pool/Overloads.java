package io.apipool.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The rests of a pool as a whole: its provider is overloaded, or fails with every key;
 * for a model where the call named one.
 */
final class Overloads {

	private static final int MOST_MODELS = 1000;

	private final Rest pool = Rest.probing();

	private final Map<String, Rest> models = new ConcurrentHashMap<>();

	/**
	 * Lets a call in, or says when. A call that was not let in must {@link #leave} too.
	 * @return as {@link Rest#enter}
	 */
	long enter(Object visitor, @Nullable String model, long now) {
		long pool = this.pool.enter(visitor, now);
		if (pool != Rest.ENTERED || model == null || this.models.isEmpty()) {
			return pool;
		}
		Rest rest = this.models.get(model);
		long own = (rest != null) ? rest.enter(visitor, now) : Rest.ENTERED;
		return own;
	}

	/**
	 * Returns when calls are let in again, as far as it is known.
	 */
	long earliest(@Nullable String model, long now) {
		long at = until(this.pool, now);
		Rest rest = (model != null) ? this.models.get(model) : null;
		return (rest != null) ? Math.max(at, until(rest, now)) : at;
	}

	private static long until(Rest rest, long now) {
		RestState state = rest.state();
		return (state != null) ? Math.max(now, state.until()) : now;
	}

	/**
	 * Tells whether a call that was not let in was stopped by its model's rest alone.
	 */
	boolean isForModelAlone(@Nullable String model) {
		return model != null && this.pool.isNone();
	}

	/**
	 * Returns the rest that a call's answer changes.
	 */
	Rest of(@Nullable String model) {
		if (model == null || (!this.models.containsKey(model) && this.models.size() >= MOST_MODELS)) {
			return this.pool;
		}
		return this.models.computeIfAbsent(model, (name) -> Rest.probing());
	}

	/**
	 * Returns the state of the pool's own rest.
	 */
	@Nullable RestState state(@Nullable String model) {
		RestState state = this.pool.state();
		Rest rest = (state == null && model != null) ? this.models.get(model) : null;
		return (rest != null) ? rest.state() : state;
	}

	/**
	 * A call succeeded.
	 * @return whether a rest ended
	 */
	boolean succeeded(@Nullable String model, long grantedAt, long now) {
		boolean changed = this.pool.succeeded(grantedAt, now);
		if (model != null && !this.models.isEmpty()) {
			Rest rest = this.models.get(model);
			if (rest != null && rest.succeeded(grantedAt, now)) {
				this.models.remove(model, rest);
				changed = true;
			}
		}
		return changed;
	}

	boolean isProbedBy(Object visitor, @Nullable String model) {
		Rest rest = (model != null) ? this.models.get(model) : null;
		return this.pool.isProbedBy(visitor) || (rest != null && rest.isProbedBy(visitor));
	}

	boolean leave(Object visitor, @Nullable String model) {
		boolean left = this.pool.leave(visitor);
		Rest rest = (model != null && !this.models.isEmpty()) ? this.models.get(model) : null;
		return (rest != null && rest.leave(visitor)) || left;
	}

	void clear(long now) {
		this.pool.clear(now);
		this.models.clear();
	}

}
