package io.apipool.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.apipool.ApiKey;
import io.apipool.LearntLimit;
import io.apipool.LimitDiscovery;
import io.apipool.Timekeeper;
import io.apipool.definition.DiscoveryDefinition;
import io.apipool.provider.AnnouncedLimit;
import io.apipool.provider.DiscoveryReader;

/**
 * Asks a provider for the limits of a key, where it has a request for that. Internal.
 */
public final class ProviderDiscovery implements LimitDiscovery {

	private final HttpPools pools;

	private final Timekeeper timekeeper;

	private final ProviderRequests requests = new ProviderRequests();

	/**
	 * Creates the discovery.
	 * @param pools the pools
	 * @param timekeeper the only source of time
	 */
	public ProviderDiscovery(HttpPools pools, Timekeeper timekeeper) {
		this.pools = pools;
		this.timekeeper = timekeeper;
	}

	@Override
	public CompletionStage<List<LearntLimit>> discover(String pool, ApiKey key) {
		Target target = this.pools.target(pool);
		DiscoveryDefinition discovery = (target != null) ? target.provider().discovery() : null;
		return (target == null || discovery == null) ? CompletableFuture.completedFuture(List.of())
				: this.requests.send(target, discovery.method(), discovery.path(), key)
					.thenApply((response) -> limits(discovery, response));
	}

	private List<LearntLimit> limits(DiscoveryDefinition discovery, HttpResponse<byte[]> response) {
		return (response.statusCode() != 200) ? List.of()
				: DiscoveryReader.read(discovery, response.body(), this.timekeeper.instant())
					.stream()
					.map(this::learnt)
					.toList();
	}

	private LearntLimit learnt(AnnouncedLimit announced) {
		return new LearntLimit(announced.dimension(), announced.limit(), announced.remaining(), announced.resetAt(),
				announced.source().name().toLowerCase(Locale.ROOT), this.timekeeper.instant());
	}

}
