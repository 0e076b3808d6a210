package io.apipool.pool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.apipool.definition.KeyDefinition;
import io.apipool.definition.Secret;

/**
 * What has to be done to the keys of a pool when its configuration changes.
 * <p>
 * Keys that a program has added stay, and those that it has removed stay away, while what
 * the configuration says of them is as before. Where a program has added a secret that is
 * configured now, the configured key takes its place.
 *
 * @param leaving the ids of those that leave
 * @param joining those that come
 * @param changing those that are there and differ
 */
record KeyDifference(Set<String> leaving, List<KeyDefinition> joining, List<KeyDefinition> changing) {

	/**
	 * Compares.
	 * @param before what was configured
	 * @param wanted what is configured
	 * @param present the keys that are there, by id
	 */
	static KeyDifference of(List<KeyDefinition> before, List<KeyDefinition> wanted,
			Map<String, KeyDefinition> present) {
		Map<String, KeyDefinition> old = byId(before);
		Map<String, KeyDefinition> configured = byId(wanted);
		Set<Secret> secrets = wanted.stream().map(KeyDefinition::secret).collect(Collectors.toSet());
		Set<String> leaving = new LinkedHashSet<>();
		present.forEach((id, key) -> {
			if (!configured.containsKey(id) && (old.containsKey(id) || secrets.contains(key.secret()))) {
				leaving.add(id);
			}
		});
		List<KeyDefinition> joining = new ArrayList<>();
		List<KeyDefinition> changing = new ArrayList<>();
		for (KeyDefinition key : wanted) {
			KeyDefinition there = present.get(key.id());
			if (there == null && !old.containsKey(key.id())) {
				joining.add(key);
			}
			else if (there != null && !there.equals(key)) {
				changing.add(key);
			}
		}
		return new KeyDifference(leaving, joining, changing);
	}

	private static Map<String, KeyDefinition> byId(List<KeyDefinition> keys) {
		return keys.stream().collect(Collectors.toMap(KeyDefinition::id, Function.identity()));
	}

}
