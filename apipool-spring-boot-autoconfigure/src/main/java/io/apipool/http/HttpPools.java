package io.apipool.http;

import java.net.URI;
import java.util.Objects;
import java.util.function.Function;

import io.apipool.UnknownPoolException;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.pool.PoolRegistry;
import io.apipool.pool.PooledCalls;
import io.apipool.provider.ApiProviders;
import org.jspecify.annotations.Nullable;

/**
 * The pools as HTTP clients see them. Internal.
 */
public final class HttpPools {

	private final PoolRegistry pools;

	private final ApiProviders providers;

	private final Function<ProviderDefinition, PooledCalls> opener;

	private final boolean allowUnchecked;

	/**
	 * Creates the view.
	 * @param pools the pools
	 * @param providers what is known of providers
	 * @param opener opens a pool of which nothing is configured but its provider
	 * @param allowUnchecked whether a key may go on a request of a client of which nobody
	 * knows whether it follows redirects
	 */
	public HttpPools(PoolRegistry pools, ApiProviders providers, Function<ProviderDefinition, PooledCalls> opener,
			boolean allowUnchecked) {
		this.pools = pools;
		this.providers = providers;
		this.opener = opener;
		this.allowUnchecked = allowUnchecked;
	}

	boolean allowUnchecked() {
		return this.allowUnchecked;
	}

	/**
	 * Returns a pool. Where there is none of that name, but a provider, a pool of that
	 * provider is opened, with keys from the environment.
	 * @throws UnknownPoolException if there is neither
	 * @throws InvalidDefinitionException if there is no key, or it is not known where the
	 * keys may go
	 */
	HttpPool get(String name) {
		if (this.pools.names().contains(name)) {
			return of(this.pools.get(name), null);
		}
		if (!this.providers.names().contains(name)) {
			throw new UnknownPoolException(name, this.pools.names(), this.providers.names());
		}
		return of(this.opener.apply(this.providers.get(name)), null);
	}

	/**
	 * Returns where the requests of a pool go, or null: that is not known, as of pools
	 * that are not used over HTTP.
	 */
	@Nullable Target target(String name) {
		try {
			return get(name).target();
		}
		catch (InvalidDefinitionException ex) {
			return null;
		}
	}

	/**
	 * Returns a pool whose keys go to another address than its own.
	 */
	HttpPool get(String name, @Nullable URI baseUrl) {
		return of(this.pools.get(name), baseUrl);
	}

	private HttpPool of(PooledCalls pool, @Nullable URI baseUrl) {
		HttpPool found = new HttpPool(pool, this.providers, baseUrl);
		String fallback = found.target().definition().target().fallback();
		if (fallback != null) {
			checkFallback(found.target(), get(fallback, baseUrl).target());
		}
		return found;
	}

	/**
	 * Refuses a pool to fall back to whose keys go elsewhere: a request would take its
	 * key to the wrong place.
	 */
	private static void checkFallback(Target target, Target other) {
		PoolDefinition pool = target.definition();
		PoolDefinition fallback = other.definition();
		boolean sameProvider = Objects.equals(pool.target().provider(), fallback.target().provider());
		if (!sameProvider || !target.baseUrl().equals(other.baseUrl())) {
			throw new InvalidDefinitionException("apipool.pools." + pool.name() + ".fallback", fallback.name(),
					"has another provider or base URL (" + other.baseUrl() + ")",
					"a pool that is used over HTTP may fall back to one with the same provider and base-url alone");
		}
	}

}
