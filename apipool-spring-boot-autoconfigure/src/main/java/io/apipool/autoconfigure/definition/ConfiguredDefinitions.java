package io.apipool.autoconfigure.definition;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apipool.definition.DefinitionValidator;
import io.apipool.definition.Definitions;
import io.apipool.definition.GivenPools;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.KnownNames;
import io.apipool.definition.OutcomeDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.definition.Secret;
import io.apipool.definition.SourcesDefinition;
import io.apipool.sync.DiscoveredKeys;
import io.apipool.sync.EnvironmentKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Supplies what is configured: each {@link #get} binds the environment afresh, finds the
 * keys that are not written below {@code apipool}, and checks the whole. Start-up and
 * refresh take this one path. Internal.
 */
public final class ConfiguredDefinitions implements Supplier<Definitions> {

	private static final Log logger = LogFactory.getLog(ConfiguredDefinitions.class);

	private final ConfigurationPropertySource shipped = ProviderFile.load();

	private final ConfigurableEnvironment environment;

	private final Supplier<Set<String>> selectors;

	private final Supplier<Map<String, String>> annotatedPools;

	private final Supplier<Set<String>> polledPools;

	private final Supplier<List<GivenPools>> givenPools;

	private final Map<String, ProviderDefinition> opened = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Bound> last = new AtomicReference<>();

	private final Set<String> variables = ConcurrentHashMap.newKeySet();

	private final AtomicReference<Set<Secret>> secrets = new AtomicReference<>(Set.of());

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the supplier; nothing but the file of the providers is read yet.
	 * @param environment what is bound
	 * @param selectors the bean names of the application's {@code KeySelector}s, asked at
	 * each {@link #get}
	 * @param annotatedPools the pools that annotations name, and for each a method that
	 * names it, asked at each {@link #get}
	 */
	public ConfiguredDefinitions(ConfigurableEnvironment environment, Supplier<Set<String>> selectors,
			Supplier<Map<String, String>> annotatedPools) {
		this(environment, selectors, annotatedPools, Set::of, List::of);
	}

	/**
	 * Creates the supplier; nothing but the file of the providers is read yet.
	 * @param environment what is bound
	 * @param selectors the bean names of the application's {@code KeySelector}s, asked at
	 * each {@link #get}
	 * @param annotatedPools the pools that annotations name, and for each a method that
	 * names it, asked at each {@link #get}
	 * @param polledPools the pools that have keys from elsewhere too, asked at each
	 * {@link #get}
	 * @param givenPools the pools that beans of the application give, asked at each
	 * {@link #get}
	 */
	public ConfiguredDefinitions(ConfigurableEnvironment environment, Supplier<Set<String>> selectors,
			Supplier<Map<String, String>> annotatedPools, Supplier<Set<String>> polledPools,
			Supplier<List<GivenPools>> givenPools) {
		this.environment = environment;
		this.selectors = selectors;
		this.annotatedPools = annotatedPools;
		this.polledPools = polledPools;
		this.givenPools = givenPools;
	}

	/**
	 * Binds and checks the whole configuration.
	 * @return what the engine is to run
	 * @throws InvalidDefinitionException with every mistake that was found
	 */
	@Override
	public Definitions get() {
		Set<String> polled = this.polledPools.get();
		List<GivenPools> given = this.givenPools.get();
		Set<String> named = new HashSet<>(polled);
		named.addAll(this.annotatedPools.get().keySet());
		KnownNames known = new KnownNames(this.selectors.get(), named);
		List<Object> around = List.of(known, polled, given, Set.copyOf(this.opened.keySet()));
		WrittenValues values = WrittenValues.of(this.environment.getPropertySources());
		Bound last = this.last.get();
		if (last != null && last.around.equals(around) && last.values.equals(values)) {
			return last.definitions;
		}
		Definitions definitions = bind(known, polled, given);
		this.last.set((values != null) ? new Bound(around, values, definitions) : null);
		return definitions;
	}

	private Definitions bind(KnownNames known, Set<String> polled, List<GivenPools> given) {
		Definitions definitions = withOpened(validated(known, polled, given));
		this.secrets.set(definitions.pools()
			.values()
			.stream()
			.flatMap((pool) -> pool.keys().stream())
			.map(KeyDefinition::secret)
			.collect(Collectors.toUnmodifiableSet()));
		definitions.pools().values().forEach(this::warnOfUnknownClasses);
		return definitions;
	}

	private Definitions validated(KnownNames known, Set<String> polled, List<GivenPools> given) {
		Set<String> elsewhere = new HashSet<>(polled);
		given.forEach((pools) -> elsewhere.addAll(pools.withKeys()));
		DefinitionValidator validator = new DefinitionValidator(known,
				(pool, prefix) -> discover(pool, prefix, elsewhere), this::warn, this::tell);
		return new BoundTree(this.environment, this.shipped).read((tree) -> validator.validate(tree, given));
	}

	/**
	 * Adds the pools that were opened since for a provider of their name.
	 */
	private Definitions withOpened(Definitions written) {
		Map<String, PoolDefinition> pools = new LinkedHashMap<>(written.pools());
		this.opened.forEach((name, provider) -> pools.computeIfAbsent(name,
				(pool) -> define(written.providers().getOrDefault(name, provider))));
		return (pools.size() == written.pools().size()) ? written : new Definitions(pools, written.sharedGroups(),
				written.rateLimits(), written.limitMargin(), written.settings(), written.providers());
	}

	private void warnOfUnknownClasses(PoolDefinition pool) {
		for (OutcomeDefinition outcome : pool.policies().outcomes()) {
			if (!ClassUtils.isPresent(outcome.exception(), null)) {
				warn("apipool.pools." + pool.name() + ": there is no exception " + outcome.exception()
						+ " here, so that it is never " + outcome.outcome() + ". Is its name right?");
			}
		}
	}

	/**
	 * Defines a pool of which nothing is configured but its provider, whose name it has.
	 * @param provider the provider
	 * @return the pool, with keys from the environment
	 * @throws InvalidDefinitionException if there is no key for it
	 */
	public PoolDefinition ofProvider(ProviderDefinition provider) {
		PoolDefinition pool = define(provider);
		this.opened.put(provider.name(), provider);
		this.secrets
			.updateAndGet((known) -> Stream.concat(known.stream(), pool.keys().stream().map(KeyDefinition::secret))
				.collect(Collectors.toUnmodifiableSet()));
		return pool;
	}

	private PoolDefinition define(ProviderDefinition provider) {
		String prefix = SourcesDefinition.defaults(provider.name()).envPrefix();
		return DefinitionValidator.ofProvider(provider, discover(provider.name(), prefix, Set.of()), this::warn);
	}

	private List<KeyDefinition> discover(String pool, String prefix, Set<String> elsewhere) {
		EnvironmentKeys keys = new EnvironmentKeys(this.environment, this.annotatedPools.get());
		DiscoveredKeys discovered = elsewhere.contains(pool) ? keys.find(pool, prefix) : keys.discover(pool, prefix);
		this.variables.addAll(discovered.names());
		discovered.warnings().forEach(this::warn);
		return discovered.keys();
	}

	private void warn(String message) {
		if (this.warned.add(message)) {
			logger.warn(message);
		}
	}

	private void tell(String difference) {
		if (this.warned.add(difference)) {
			logger.error(difference);
		}
	}

	/**
	 * Returns the names of the variables in which keys were looked for and found.
	 * @return the names so far
	 */
	Set<String> variables() {
		return this.variables;
	}

	/**
	 * Returns the secrets of all keys.
	 * @return those that were configured when that was read last
	 */
	Set<Secret> secrets() {
		return Objects.requireNonNull(this.secrets.get());
	}

	/**
	 * What was bound last.
	 *
	 * @param around what it was bound with besides the environment
	 * @param values what the environment held
	 * @param definitions what came of it
	 */
	private record Bound(List<Object> around, WrittenValues values, Definitions definitions) {
	}

}
