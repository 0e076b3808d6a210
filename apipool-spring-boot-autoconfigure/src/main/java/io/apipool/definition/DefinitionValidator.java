package io.apipool.definition;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The one way from what was written to what the engine runs, at start-up and at refresh.
 * It walks the raw tree with its path, so that each mistake can name its place; asks for
 * everything it knows, so that what is left over is a mistake; and only then looks for
 * keys and checks what refers to what. Internal.
 */
public final class DefinitionValidator {

	private final KnownNames known;

	private final BiFunction<String, String, List<KeyDefinition>> discovery;

	private final Consumer<String> warnings;

	private final Consumer<String> differences;

	/**
	 * Creates the validator.
	 * @param known names from outside that the configuration may refer to
	 * @param discovery finds the keys of a pool that has none written: takes the pool's
	 * name and its {@code env-prefix}
	 * @param warnings is told what is allowed but strange; ids and names only
	 * @param differences is told what two define differently; ids and names only
	 */
	public DefinitionValidator(KnownNames known, BiFunction<String, String, List<KeyDefinition>> discovery,
			Consumer<String> warnings, Consumer<String> differences) {
		this.known = known;
		this.discovery = discovery;
		this.warnings = warnings;
		this.differences = differences;
	}

	/**
	 * Reads and checks the whole configuration.
	 * @param tree what was written
	 * @param given what beans give, in their order
	 * @return what the engine runs
	 * @throws InvalidDefinitionException with every mistake that was found
	 */
	public Definitions validate(ConfiguredTree tree, List<GivenPools> given) {
		Findings findings = new Findings(this.warnings);
		Section root = new Section(tree.root(), findings);
		Map<String, ProviderDefinition> providers = ProviderReader.read(root);
		ProviderDefaults defaults = new ProviderDefaults(providers);
		Map<String, PoolDefinition> pools = written(root, defaults, given);
		GivenReader reader = new GivenReader(pools, defaults, findings, this.differences);
		given.forEach(reader::read);
		addNamed(root, pools);
		Map<String, List<LimitDefinition>> groups = LimitsReader.groups(root);
		Map<String, RateLimitDefinition> rateLimits = rateLimits(root);
		Duration margin = root.timeOrZero("limit-margin").orElse(Definitions.DEFAULT_LIMIT_MARGIN);
		SettingsDefinition settings = SettingsReader.read(root);
		findings.addFirst(tree.leftOver());
		findings.throwIfAny();
		new References(pools, findings).check(providers.keySet(), this.known.selectors());
		discover(pools, findings);
		reader.unite();
		checkSharing(pools, groups, findings);
		pools.values().forEach((pool) -> defaults.warnOfMissingGroups(pool, findings));
		return new Definitions(pools, groups, rateLimits, margin, settings, providers);
	}

	/**
	 * Defines a pool of which nothing is configured but its provider, whose name it has.
	 * @param provider the provider
	 * @param keys the keys
	 * @param warnings is told what is allowed but strange; ids and names only
	 * @return the pool with the provider's limits and every other default
	 */
	public static PoolDefinition ofProvider(ProviderDefinition provider, List<KeyDefinition> keys,
			Consumer<String> warnings) {
		PoolDefinition pool = PoolDefinition.of(provider, keys);
		new ProviderDefaults(Map.of(provider.name(), provider)).warnOfMissingGroups(pool, new Findings(warnings));
		return pool;
	}

	private static void checkSharing(Map<String, PoolDefinition> pools, Map<String, List<LimitDefinition>> groups,
			Findings findings) {
		Sharing sharing = new Sharing(pools, groups, findings);
		sharing.checkShares();
		findings.throwIfAny();
		sharing.warnOfSecretsInTwoPools();
	}

	private Map<String, PoolDefinition> written(Section root, ProviderDefaults defaults, List<GivenPools> given) {
		Set<String> known = new HashSet<>(this.known.pools());
		given.forEach((pools) -> known.addAll(pools.pools().keySet()));
		Map<String, PoolDefinition> pools = new LinkedHashMap<>();
		root.entries("pools", known)
			.forEach((name, section) -> pools.put(name, PoolReader.read(name, section, defaults)));
		return pools;
	}

	private void addNamed(Section root, Map<String, PoolDefinition> pools) {
		for (String name : new TreeSet<>(this.known.pools())) {
			if (!Values.isName(name)) {
				root.findings()
					.add(root.path("pools"), name, "is named by an annotation and is not a name that a pool can have",
							Values.NAMES);
			}
			pools.putIfAbsent(name, PoolDefinition.of(name));
		}
	}

	private static Map<String, RateLimitDefinition> rateLimits(Section root) {
		Map<String, RateLimitDefinition> limits = new LinkedHashMap<>();
		root.entries("rate-limits", Set.of()).forEach((name, section) -> {
			int before = root.findings().count();
			List<LimitDefinition> ofName = section.limits("limits");
			if (ofName.isEmpty() && root.findings().count() == before) {
				root.findings().add(section.path("limits"), null, "is missing", "write the limits, like [\"3/s\"]");
			}
			limits.put(name, new RateLimitDefinition(name, ofName,
					section.timeOrZero("max-wait").orElse(RateLimitDefinition.DEFAULT_MAX_WAIT)));
		});
		return limits;
	}

	private void discover(Map<String, PoolDefinition> pools, Findings findings) {
		pools.replaceAll((name, pool) -> {
			if (!pool.keys().isEmpty()) {
				return pool;
			}
			try {
				return pool.withKeys(this.discovery.apply(name, pool.sources().envPrefix()));
			}
			catch (InvalidDefinitionException ex) {
				findings.add(ex);
				return pool;
			}
		});
	}

}
