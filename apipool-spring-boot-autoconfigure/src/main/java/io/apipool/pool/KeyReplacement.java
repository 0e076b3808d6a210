package io.apipool.pool;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.apipool.definition.KeyDefinition;

/**
 * Replaces the keys of a pool by those that are configured.
 */
final class KeyReplacement {

	private final PoolSetup setup;

	private final Map<String, KeyEntry> entries;

	private final KeyArchive archive;

	/**
	 * Prepares it.
	 * @param setup what the pool is made of from now on
	 * @param entries the keys as they run, by id: changed
	 * @param archive where keys go that leave, and those are that come back
	 */
	KeyReplacement(PoolSetup setup, Map<String, KeyEntry> entries, KeyArchive archive) {
		this.setup = setup;
		this.entries = entries;
		this.archive = archive;
	}

	/**
	 * Replaces them.
	 * @param before the keys that were configured until now
	 * @param opener makes a key of which nothing is known
	 */
	KeyChanges replace(List<KeyDefinition> before, Function<KeyDefinition, KeyEntry> opener) {
		List<KeyDefinition> wanted = this.setup.definition().keys();
		Map<String, KeyDefinition> present = this.entries.values()
			.stream()
			.collect(Collectors.toMap(KeyEntry::id, KeyEntry::definition));
		KeyDifference difference = KeyDifference.of(before, wanted, present);
		difference.leaving().forEach(this::leave);
		difference.changing().forEach((key) -> this.archive.change(entry(key), key));
		Set<String> added = new LinkedHashSet<>();
		Set<String> restored = new LinkedHashSet<>();
		for (KeyDefinition key : difference.joining()) {
			(isRestored(key, opener) ? restored : added).add(key.id());
		}
		order(wanted);
		return new KeyChanges(this.setup.core().name(), added, difference.leaving(), restored,
				ids(difference.changing()));
	}

	private KeyEntry entry(KeyDefinition key) {
		KeyEntry entry = this.entries.get(key.id());
		if (entry == null) {
			throw new IllegalStateException(key.id() + " is not there");
		}
		return entry;
	}

	private static Set<String> ids(List<KeyDefinition> keys) {
		return keys.stream().map(KeyDefinition::id).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private void leave(String id) {
		KeyEntry entry = this.entries.remove(id);
		if (entry != null) {
			this.archive.put(entry);
		}
	}

	private boolean isRestored(KeyDefinition key, Function<KeyDefinition, KeyEntry> opener) {
		KeyEntry known = this.archive.take(key);
		this.entries.put(key.id(), (known != null) ? known : opener.apply(key));
		return known != null;
	}

	/**
	 * Puts the configured keys into their order, before those that a program has added.
	 */
	private void order(List<KeyDefinition> wanted) {
		Map<String, KeyEntry> others = new LinkedHashMap<>(this.entries);
		this.entries.clear();
		for (KeyDefinition key : wanted) {
			KeyEntry entry = others.remove(key.id());
			if (entry != null) {
				this.entries.put(key.id(), entry);
			}
		}
		this.entries.putAll(others);
	}

}
