package io.apipool.http;

import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.apipool.ApiKey;
import io.apipool.CallOutcome;
import io.apipool.KeyProbe;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import io.apipool.definition.ProbeDefinition;
import io.apipool.provider.Answer;

/**
 * Probes a key by the cheap request that its provider has for that. A key works when the
 * answer has a status that says so and means nothing worse than a wrong request.
 * Internal.
 */
public final class ProviderProbe implements KeyProbe {

	private final HttpPools pools;

	private final Timekeeper timekeeper;

	private final ProviderRequests requests = new ProviderRequests();

	/**
	 * Creates the probe.
	 * @param pools the pools
	 * @param timekeeper the only source of time
	 */
	public ProviderProbe(HttpPools pools, Timekeeper timekeeper) {
		this.pools = pools;
		this.timekeeper = timekeeper;
	}

	@Override
	public boolean supports(String pool) {
		Target target = this.pools.target(pool);
		return target != null && target.provider().probe() != null;
	}

	@Override
	public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
		Target target = this.pools.get(pool).target();
		ProbeDefinition probe = Objects.requireNonNull(target.provider().probe(), "the provider has no probe");
		return this.requests.send(target, probe.method(), probe.path(), key)
			.thenApply((response) -> outcome(target, probe, response));
	}

	private CallOutcome outcome(Target target, ProbeDefinition probe, HttpResponse<byte[]> response) {
		int status = response.statusCode();
		Answer answer = target.answers()
			.read(status, (name) -> response.headers().allValues(name), response.body(), this.timekeeper.instant());
		CallOutcome outcome = answer.outcome();
		boolean harmless = outcome == null || outcome instanceof CallOutcome.RequestError;
		if (probe.isUsable(status) && harmless) {
			return new CallOutcome.Succeeded(Usage.none());
		}
		return (outcome != null) ? outcome
				: new CallOutcome.Failed(new IllegalStateException("the probe was answered with status " + status));
	}

}
