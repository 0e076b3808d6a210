package io.apipool.usage;

import java.util.Arrays;
import java.util.Objects;

import io.apipool.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds the kind of an attempt of one key: a small hash table that is never changed but
 * replaced, so that looking into it takes no lock. The last entry that was found is
 * looked at first, by identity: the names of annotated methods are always the same
 * objects. Threads may overwrite each other's, as any entry is as good as another.
 */
final class KeyUsage {

	private static final int MOST = 512;

	private final Kinds kinds;

	private final String pool;

	private final ApiKey key;

	private volatile @Nullable Entry[] table = new @Nullable Entry[4];

	private @Nullable Entry last;

	KeyUsage(Kinds kinds, String pool, ApiKey key) {
		this.kinds = kinds;
		this.pool = pool;
		this.key = key;
	}

	/**
	 * Finds a kind. It may have retired; then {@link #renewed} finds its successor.
	 */
	Kind kind(String operation, @Nullable String model) {
		Entry entry = this.last;
		if (entry != null && entry.isSame(operation, model)) {
			return entry.kind;
		}
		entry = search(operation, model);
		if (entry == null) {
			return renewed(operation, model);
		}
		this.last = entry;
		return entry.kind;
	}

	private @Nullable Entry search(String operation, @Nullable String model) {
		@Nullable Entry[] entries = this.table;
		int mask = entries.length - 1;
		int i = hash(operation, model) & mask;
		Entry entry = entries[i];
		while (entry != null && !entry.is(operation, model)) {
			i = (i + 1) & mask;
			entry = entries[i];
		}
		return entry;
	}

	/**
	 * Finds a kind that has not retired.
	 */
	synchronized Kind renewed(String operation, @Nullable String model) {
		Kind kind = this.kinds.get(Kind.Name.of(this.pool, this.key.quotaGroup(), this.key.id(), operation, model));
		Entry[] present = Arrays.stream(this.table)
			.filter((entry) -> entry != null && !entry.kind.isRetired() && !entry.is(operation, model))
			.toArray(Entry[]::new);
		this.last = null;
		this.table = table((present.length < MOST) ? present : new Entry[0], new Entry(operation, model, kind));
		return kind;
	}

	private static @Nullable Entry[] table(Entry[] present, Entry added) {
		@Nullable Entry[] table = new @Nullable Entry[Integer.highestOneBit(present.length + 1) * 4];
		put(table, added);
		for (Entry entry : present) {
			put(table, entry);
		}
		return table;
	}

	private static void put(@Nullable Entry[] table, Entry entry) {
		int mask = table.length - 1;
		int i = hash(entry.operation, entry.model) & mask;
		while (table[i] != null) {
			i = (i + 1) & mask;
		}
		table[i] = entry;
	}

	private static int hash(String operation, @Nullable String model) {
		int hash = operation.hashCode() + ((model != null) ? 31 * model.hashCode() : 0);
		return hash ^ (hash >>> 16);
	}

	private record Entry(String operation, @Nullable String model, Kind kind) {

		@SuppressWarnings("ReferenceEquality")
		boolean isSame(String otherOperation, @Nullable String otherModel) {
			return this.operation == otherOperation && this.model == otherModel;
		}

		boolean is(String otherOperation, @Nullable String otherModel) {
			return this.operation.equals(otherOperation) && Objects.equals(this.model, otherModel);
		}

	}

}
