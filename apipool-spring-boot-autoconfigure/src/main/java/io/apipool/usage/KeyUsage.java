package io.apipool.usage;

import java.util.Arrays;

import io.apipool.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds the kind of an attempt of one key: a small hash table that is never changed but
 * replaced, so that looking into it takes no lock. Names are compared by identity first:
 * those of annotated methods are always the same objects.
 */
final class KeyUsage {

	private static final int MOST = 512;

	private final Kinds kinds;

	private final String pool;

	private final ApiKey key;

	private volatile @Nullable Entry[] table = new @Nullable Entry[4];

	KeyUsage(Kinds kinds, String pool, ApiKey key) {
		this.kinds = kinds;
		this.pool = pool;
		this.key = key;
	}

	Kind kind(String operation, @Nullable String model) {
		@Nullable Entry[] entries = this.table;
		int mask = entries.length - 1;
		int i = hash(operation, model) & mask;
		for (Entry entry = entries[i]; entry != null; entry = entries[i]) {
			if (entry.is(operation, model)) {
				return entry.kind.isRetired() ? find(operation, model) : entry.kind;
			}
			i = (i + 1) & mask;
		}
		return find(operation, model);
	}

	private synchronized Kind find(String operation, @Nullable String model) {
		Kind kind = this.kinds.get(Kind.Name.of(this.pool, this.key.quotaGroup(), this.key.id(), operation, model));
		Entry[] present = Arrays.stream(this.table)
			.filter((entry) -> entry != null && !entry.kind.isRetired() && !entry.is(operation, model))
			.toArray(Entry[]::new);
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
		boolean is(String otherOperation, @Nullable String otherModel) {
			return (this.operation == otherOperation || this.operation.equals(otherOperation))
					&& (this.model == otherModel || (this.model != null && this.model.equals(otherModel)));
		}

	}

}
