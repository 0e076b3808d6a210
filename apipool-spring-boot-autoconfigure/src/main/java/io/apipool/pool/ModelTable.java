package io.apipool.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.ModelDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * The models of a pool and the buckets they have in its quota groups. Pools that share a
 * group share the bucket of entries with the same patterns, so they count buckets in one
 * common order.
 * <p>
 * A bucket keeps its index as long as the process runs, for calls under way know it: one
 * that is no longer configured stays, without limits, and new ones come behind.
 */
final class ModelTable {

	private final List<ModelDefinition> entries;

	private final List<Integer> buckets;

	private final List<String> matches;

	private final List<List<LimitDefinition>> limits;

	private final boolean priced;

	private ModelTable(List<ModelDefinition> entries, List<Integer> buckets, List<String> matches,
			List<List<LimitDefinition>> limits) {
		this.entries = entries;
		this.buckets = buckets;
		this.matches = matches;
		this.limits = limits;
		this.priced = entries.stream().anyMatch((entry) -> entry.price() != null);
	}

	/**
	 * Makes the table of one pool.
	 * @param pool the pool
	 * @param sharing the pools whose groups are shared with it, itself included
	 * @param known the patterns that have an index already, and keep it
	 */
	static ModelTable of(PoolDefinition pool, List<PoolDefinition> sharing, List<String> known) {
		Map<String, List<LimitDefinition>> buckets = new LinkedHashMap<>();
		known.forEach((match) -> buckets.put(match, new ArrayList<>()));
		for (PoolDefinition each : sharing) {
			for (ModelDefinition entry : each.limits().models()) {
				List<LimitDefinition> limits = buckets.computeIfAbsent(match(entry), (key) -> new ArrayList<>());
				entry.limits().stream().filter((limit) -> !limits.contains(limit)).forEach(limits::add);
			}
		}
		List<String> matches = List.copyOf(buckets.keySet());
		List<Integer> indexes = pool.limits().models().stream().map((entry) -> matches.indexOf(match(entry))).toList();
		return new ModelTable(pool.limits().models(), indexes, matches,
				buckets.values().stream().map(List::copyOf).toList());
	}

	private static String match(ModelDefinition entry) {
		return String.join(",", entry.match());
	}

	/**
	 * Returns the index of the bucket of each entry.
	 */
	List<Integer> buckets() {
		return this.buckets;
	}

	/**
	 * Returns the patterns of each bucket, separated by commas.
	 */
	List<String> matches() {
		return this.matches;
	}

	/**
	 * Tells whether a call is counted and priced the same by another table.
	 */
	boolean isSameAs(ModelTable other) {
		return this.entries.equals(other.entries) && this.matches.equals(other.matches)
				&& this.limits.equals(other.limits);
	}

	/**
	 * Returns the limits of each bucket.
	 */
	List<List<LimitDefinition>> limits() {
		return this.limits;
	}

	int size() {
		return this.matches.size();
	}

	/**
	 * Returns the index of a model's bucket.
	 */
	int index(@Nullable String model) {
		int entry = entry(model);
		return (entry >= 0) ? this.buckets.get(entry) : PermitScope.NO_MODEL;
	}

	boolean hasPrices() {
		return this.priced;
	}

	/**
	 * Returns what a model's tokens cost, or null: not known.
	 */
	ModelDefinition.@Nullable Price price(@Nullable String model) {
		int entry = entry(model);
		return (entry >= 0) ? this.entries.get(entry).price() : null;
	}

	private int entry(@Nullable String model) {
		if (model != null) {
			for (int i = 0; i < this.entries.size(); i++) {
				if (this.entries.get(i).matches(model)) {
					return i;
				}
			}
		}
		return -1;
	}

}
