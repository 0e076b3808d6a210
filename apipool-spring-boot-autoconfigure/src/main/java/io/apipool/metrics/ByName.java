package io.apipool.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What there is one of for each name, made when it is first asked for. Asking again
 * allocates nothing; the names that calls carry are mostly the same objects, whose hash
 * is known and whose comparison ends at once.
 *
 * @param <M> what there is one of
 */
final class ByName<M> {

	private final Map<String, M> made = new ConcurrentHashMap<>();

	private final Function<String, M> make;

	/**
	 * Creates it.
	 * @param make makes the one of a name; making it twice must do no harm
	 */
	ByName(Function<String, M> make) {
		this.make = make;
	}

	M of(String name) {
		M present = this.made.get(name);
		return (present != null) ? present : add(name);
	}

	/**
	 * Returns the one of a name, or another one's where there are many already.
	 * @param most how many names are known at most
	 * @param others the name of what the rest shares
	 */
	M of(String name, int most, String others) {
		M present = this.made.get(name);
		if (present != null) {
			return present;
		}
		return (this.made.size() < most) ? add(name) : of(others);
	}

	Set<String> names() {
		return this.made.keySet();
	}

	Collection<M> all() {
		return this.made.values();
	}

	@Nullable M remove(String name) {
		return this.made.remove(name);
	}

	private M add(String name) {
		M added = this.make.apply(name);
		M before = this.made.putIfAbsent(name, added);
		return (before != null) ? before : added;
	}

}
