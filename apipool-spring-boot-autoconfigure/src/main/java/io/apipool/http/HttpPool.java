package io.apipool.http;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallRequest;
import io.apipool.definition.InvalidDefinitionException;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.ProviderDefinition;
import io.apipool.pool.CallSession;
import io.apipool.pool.PooledCalls;
import io.apipool.provider.ApiProviders;
import org.jspecify.annotations.Nullable;

/**
 * A pool as HTTP clients see it.
 */
final class HttpPool {

	private final PooledCalls calls;

	private final ApiProviders providers;

	private final @Nullable URI ownBaseUrl;

	private final AtomicReference<@Nullable Target> target = new AtomicReference<>();

	/**
	 * Creates the view of a pool.
	 * @param calls the pool
	 * @param providers what is known of providers
	 * @param ownBaseUrl what stands in place of the pool's base URL, or null
	 */
	HttpPool(PooledCalls calls, ApiProviders providers, @Nullable URI ownBaseUrl) {
		this.calls = calls;
		this.providers = providers;
		this.ownBaseUrl = ownBaseUrl;
	}

	PooledCalls calls() {
		return this.calls;
	}

	String name() {
		return this.calls.name();
	}

	/**
	 * Opens the call that a request is.
	 */
	CallSession open(CallRequest request) {
		return this.calls.requests(this.calls.plan(request, List.of()));
	}

	/**
	 * Returns where requests go, as it is configured now.
	 * @throws InvalidDefinitionException if that is not known
	 */
	@SuppressWarnings("ReferenceEquality")
	Target target() {
		PoolDefinition definition = this.calls.definition();
		Target present = this.target.get();
		if (present == null || present.definition() != definition
				|| present.provider() != provider(definition, present)) {
			present = resolve(definition);
			this.target.set(present);
		}
		return present;
	}

	/**
	 * Returns the provider as it is known now; of a pool that names none nothing more is
	 * known than before.
	 */
	private ProviderDefinition provider(PoolDefinition definition, Target present) {
		String name = definition.target().provider();
		return (name != null) ? this.providers.get(name) : present.provider();
	}

	private Target resolve(PoolDefinition definition) {
		String name = definition.target().provider();
		ProviderDefinition provider = (name != null) ? this.providers.get(name)
				: ProviderDefinition.unknown(definition.name());
		URI baseUrl = (this.ownBaseUrl != null) ? this.ownBaseUrl : definition.target().baseUrl();
		baseUrl = (baseUrl != null) ? baseUrl : provider.baseUrl();
		if (baseUrl == null) {
			throw new InvalidDefinitionException("apipool.pools." + definition.name() + ".base-url", null,
					"is not set, and without it nobody knows where the keys may go",
					(name != null) ? "set it: " + name + " gives each customer an address of his own"
							: "set it, or name a provider");
		}
		return Target.of(definition, provider, baseUrl);
	}

}
