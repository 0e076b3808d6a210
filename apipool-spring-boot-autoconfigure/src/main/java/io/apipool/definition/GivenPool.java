package io.apipool.definition;

/**
 * Writes a pool that a program gives as a person would write it, so that it is read and
 * checked like any other: there is one set of rules.
 */
final class GivenPool {

	private static final KeyDefinition KEY = KeyDefinition.of("");

	private GivenPool() {
	}

	static GivenSection section(PoolDefinition pool) {
		GivenSection section = new GivenSection();
		sources(section, pool);
		target(section, pool.target());
		limits(section, pool.limits());
		waiting(section, pool.waiting());
		policies(section, pool.policies());
		return section.sections("keys", pool.keys(), GivenPool::key)
			.value("strategy", pool.strategy(), PoolDefinition.ROUND_ROBIN)
			.texts("custom", pool.custom());
	}

	private static void sources(GivenSection section, PoolDefinition pool) {
		SourcesDefinition given = pool.sources();
		SourcesDefinition none = SourcesDefinition.defaults(pool.name());
		section.value("env-prefix", given.envPrefix(), none.envPrefix())
			.value("refresh-interval", given.refreshInterval(), none.refreshInterval())
			.value("allow-empty", given.allowEmpty(), none.allowEmpty())
			.value("probe-interval", given.probeInterval(), none.probeInterval());
	}

	private static void target(GivenSection section, ProviderBinding given) {
		section.value("provider", given.provider(), null)
			.value("base-url", given.baseUrl(), null)
			.texts("http-service-groups", given.httpServiceGroups())
			.value("fallback", given.fallback(), null);
	}

	private static void limits(GivenSection section, LimitsDefinition given) {
		GivenSection groups = new GivenSection();
		given.groups().forEach((name, limits) -> groups.section(name, new GivenSection().texts("limits", limits)));
		section.texts("limits", given.group())
			.texts("pool-limits", given.pool())
			.section("groups", groups)
			.sections("models", given.models(), GivenPool::model)
			.value("share", given.share(), LimitsDefinition.NONE.share());
	}

	private static GivenSection model(ModelDefinition given) {
		GivenSection price = new GivenSection();
		ModelDefinition.Price costs = given.price();
		if (costs != null) {
			price.value("input", costs.input(), null).value("output", costs.output(), null);
		}
		return new GivenSection().texts("match", given.match()).texts("limits", given.limits()).section("price", price);
	}

	private static void waiting(GivenSection section, WaitingDefinition given) {
		WaitingDefinition none = WaitingDefinition.DEFAULTS;
		section.value("max-wait", given.maxWait(), none.maxWait())
			.value("max-waiting", given.maxWaiting(), none.maxWaiting())
			.value("overflow", given.overflow(), none.overflow())
			.value("call-timeout", given.callTimeout(), none.callTimeout())
			.value("stream-timeout", given.streamTimeout(), none.streamTimeout())
			.value("lease-timeout", given.leaseTimeout(), none.leaseTimeout());
	}

	private static void policies(GivenSection section, PoliciesDefinition given) {
		section.section("retry", retry(given.retry()))
			.section("cooldown", cooldown(given.cooldown()))
			.section("ban",
					new GivenSection().value("threshold", given.ban().threshold(), BanDefinition.DEFAULTS.threshold())
						.value("duration", given.ban().duration(), BanDefinition.DEFAULTS.duration()))
			.sections("outcomes", given.outcomes(),
					(outcome) -> new GivenSection().value("exception", outcome.exception(), null)
						.value("outcome", outcome.outcome(), null))
			.section("adaptive", adaptive(given.adaptive()))
			.section("batch", batch(given.batch()));
	}

	private static GivenSection retry(RetryDefinition given) {
		RetryDefinition none = RetryDefinition.DEFAULTS;
		return new GivenSection().value("max-attempts", given.maxAttempts(), none.maxAttempts())
			.value("on-failure", given.onFailure(), none.onFailure())
			.value("backoff", given.backoff(), none.backoff())
			.value("max-backoff", given.maxBackoff(), none.maxBackoff())
			.value("budget", given.budget(), none.budget());
	}

	private static GivenSection cooldown(CooldownDefinition given) {
		CooldownDefinition none = CooldownDefinition.DEFAULTS;
		return new GivenSection().value("initial", given.initial(), none.initial())
			.value("max", given.max(), none.max())
			.value("jitter", given.jitter(), none.jitter())
			.value("max-announced", given.maxAnnounced(), none.maxAnnounced());
	}

	private static GivenSection adaptive(AdaptiveDefinition given) {
		AdaptiveDefinition none = AdaptiveDefinition.DEFAULTS;
		return new GivenSection().value("enabled", given.enabled(), none.enabled())
			.rate("initial", given.initial(), none.initial())
			.rate("min", given.min(), none.min())
			.rate("max", given.max(), none.max())
			.value("increase", given.increase(), none.increase())
			.value("decrease-factor", given.decreaseFactor(), none.decreaseFactor());
	}

	private static GivenSection batch(BatchDefinition given) {
		return new GivenSection().value("concurrency", given.concurrency(), null)
			.section("retry", new GivenSection().value("max-attempts", given.maxAttempts(), null)
				.value("on-failure", given.onFailure(), null));
	}

	private static GivenSection key(KeyDefinition given) {
		return new GivenSection().value("id", given.id(), KEY.id())
			.value("value", given.secret().value(), null)
			.value("quota-group", given.quotaGroup(), null)
			.value("weight", given.weight(), KEY.weight())
			.value("tier", given.tier(), KEY.tier())
			.texts("metadata", given.metadata());
	}

}
