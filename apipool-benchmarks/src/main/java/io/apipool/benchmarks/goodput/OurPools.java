package io.apipool.benchmarks.goodput;

import java.util.List;
import java.util.Map;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoliciesDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.Secret;

/** What is configured of a pool. */
final class OurPools {

	private OurPools() {
	}

	static PoolDefinition of(Scene scene) {
		Contender contender = scene.cell().contender();
		List<KeyDefinition> keys = scene.keys()
			.stream()
			.map((key) -> (contender == Contender.GROUP)
					? new KeyDefinition(key, Secret.of(key), "account", 1, 0, Map.of()) : KeyDefinition.of(key, key))
			.toList();
		PoolDefinition pool = PoolDefinition.of("goodput").withKeys(keys);
		return switch (contender) {
			case CONFIGURED, GROUP -> pool.withLimits(scene.setting().limit(""));
			case CONFIGURED_BURST -> pool.withLimits(scene.setting().limit(" burst " + Setting.AMOUNT));
			case ADAPTIVE, ADAPTIVE_BLIND -> pool.withPolicies(adaptive());
			default -> pool;
		};
	}

	private static PoliciesDefinition adaptive() {
		PoliciesDefinition old = PoliciesDefinition.DEFAULTS;
		AdaptiveDefinition off = AdaptiveDefinition.DEFAULTS;
		AdaptiveDefinition on = new AdaptiveDefinition(true, off.initial(), off.min(), off.max(), off.increase(),
				off.decreaseFactor());
		return new PoliciesDefinition(old.retry(), old.cooldown(), old.ban(), old.outcomes(), on, old.batch());
	}

}
