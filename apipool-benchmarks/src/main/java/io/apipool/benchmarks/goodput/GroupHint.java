package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.apipool.definition.CountedBy;
import io.apipool.definition.DefinitionValidator;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KeyPlacement;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.ProviderLimits;
import io.apipool.definition.TokenPaths;

/** What the start-up says to two keys of an account that are not in a quota group. */
final class GroupHint {

	private GroupHint() {
	}

	static String text() {
		ProviderLimits counted = new ProviderLimits(CountedBy.ACCOUNT, List.of(), null, null, null, null);
		ProviderDefinition provider = new ProviderDefinition("provider", null, KeyPlacement.BEARER, Map.of(), counted,
				List.of(), List.of(), TokenPaths.NONE, null, null);
		StringJoiner hints = new StringJoiner(" ");
		DefinitionValidator.ofProvider(provider,
				Setting.KEYS.subList(0, 2).stream().map((key) -> KeyDefinition.of(key, key)).toList(), hints::add);
		return hints.toString();
	}

}
