package io.apipool.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the keys of a pool: bare secrets and sections, each id and each secret once.
 */
final class KeyReader {

	private static final KeyDefinition DEFAULTS = KeyDefinition.of("");

	private final String pool;

	private final Findings findings;

	KeyReader(String pool, Findings findings) {
		this.pool = pool;
		this.findings = findings;
	}

	List<KeyDefinition> read(Section section) {
		List<KeyDefinition> keys = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (Section element : section.elements("keys")) {
			try {
				KeyDefinition key = key(element);
				if (!key.id().isEmpty() && !ids.add(key.id())) {
					this.findings.add(element.node().path(), key.id(), "is the id of another key of this pool too",
							"give each key an id of its own");
				}
				keys.add(key);
			}
			catch (InvalidDefinitionException ex) {
				this.findings.add(ex);
			}
		}
		return named(distinct(keys), ids);
	}

	private KeyDefinition key(Section section) {
		Object bare = section.node().value();
		if (bare != null) {
			return DEFAULTS.withSecret(SecretReader.read(section.node().path(), bare));
		}
		String id = section.read("id", KeyIds::parse).orElse("");
		String group = section.read("quota-group", Values::name).orElse(null);
		int weight = section.count("weight").orElse(DEFAULTS.weight());
		int tier = section.read("tier", Values::countOrZero).orElse(DEFAULTS.tier());
		Map<String, String> metadata = section.texts("metadata");
		ConfiguredNode value = section.node().child("value");
		Secret secret = SecretReader.read(value.path(), value.value());
		return new KeyDefinition(id, secret, group, weight, tier, metadata);
	}

	private List<KeyDefinition> distinct(List<KeyDefinition> keys) {
		Map<Secret, KeyDefinition> bySecret = new LinkedHashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			KeyDefinition key = keys.get(i);
			KeyDefinition first = bySecret.putIfAbsent(key.secret(), key);
			if (first != null) {
				String kept = shown(keys.indexOf(first), first);
				this.findings.warn("apipool.pools." + this.pool + ": " + kept + " and " + shown(i, key)
						+ " have the same secret; " + kept + " is kept");
			}
		}
		return List.copyOf(bySecret.values());
	}

	private static String shown(int index, KeyDefinition key) {
		return key.id().isEmpty() ? "keys[" + index + "]" : key.id();
	}

	private List<KeyDefinition> named(List<KeyDefinition> keys, Set<String> ids) {
		Set<String> taken = new HashSet<>(ids);
		List<KeyDefinition> result = new ArrayList<>(keys.size());
		for (KeyDefinition key : keys) {
			KeyDefinition named = key.id().isEmpty() ? key.withId(KeyIds.of(this.pool, key.secret(), taken)) : key;
			taken.add(named.id());
			result.add(named);
		}
		return result;
	}

}
