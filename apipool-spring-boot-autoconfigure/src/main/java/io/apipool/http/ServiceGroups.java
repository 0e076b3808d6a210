package io.apipool.http;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.PoolDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Which HTTP service group uses which pool. Internal.
 */
public final class ServiceGroups {

	private final HttpPools pools;

	private final Map<String, String> poolOf = new LinkedHashMap<>();

	private final Function<String, @Nullable String> ownBaseUrls;

	/**
	 * Reads which group uses which pool.
	 * @param definitions the pools, of which no two name one group
	 * @param pools the pools as HTTP clients see them
	 * @param ownBaseUrls tells the base URL that a group has by itself, or null
	 */
	public ServiceGroups(Collection<PoolDefinition> definitions, HttpPools pools,
			Function<String, @Nullable String> ownBaseUrls) {
		this.pools = pools;
		this.ownBaseUrls = ownBaseUrls;
		for (PoolDefinition pool : definitions) {
			pool.target().httpServiceGroups().forEach((group) -> this.poolOf.put(group, pool.name()));
		}
	}

	/**
	 * Checks that there is every group that a pool names.
	 * @param there the groups that there are
	 * @throws InvalidDefinitionException if there is one of them not
	 */
	public void check(Collection<String> there) {
		this.poolOf.forEach((group, pool) -> {
			if (!there.contains(group)) {
				throw new InvalidDefinitionException("apipool.pools." + pool + ".http-service-groups", group,
						"is not an HTTP service group",
						there.isEmpty() ? "declare it with @ImportHttpServices(group = \"" + group + "\", ...)"
								: "name one of " + String.join(", ", new TreeSet<>(there)));
			}
		});
	}

	/**
	 * Returns the pool of a group, or null.
	 */
	@Nullable HttpPool pool(String group) {
		String pool = this.poolOf.get(group);
		return (pool != null) ? this.pools.get(pool, ownBaseUrl(group)) : null;
	}

	boolean allowUnchecked() {
		return this.pools.allowUnchecked();
	}

	private @Nullable URI ownBaseUrl(String group) {
		String own = this.ownBaseUrls.apply(group);
		return (own != null && !own.isBlank()) ? URI.create(own.strip()) : null;
	}

}
