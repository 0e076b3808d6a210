package io.apipool.autoconfigure;

import io.apipool.Timekeeper;
import io.apipool.aop.AnnotatedBeans;
import io.apipool.aop.AnnotatedLimits;
import io.apipool.aop.PooledCallPostProcessor;
import io.apipool.autoconfigure.definition.ConfiguredDefinitions;
import io.apipool.definition.Definitions;
import io.apipool.limit.DefaultRateLimiters;
import io.apipool.limit.LocalPermitStore;
import io.apipool.limit.PermitStore;
import io.apipool.pool.DefaultApiKeyPools;
import io.apipool.pool.PoolStates;
import io.apipool.provider.ApiProviders;
import io.apipool.usage.Incarnation;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Pools of API keys, and the annotations that use them.
 */
@AutoConfiguration(afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@Conditional(OnSwitchedOn.class)
@ImportRuntimeHints(ApiPoolRuntimeHints.class)
public final class ApiPoolAutoConfiguration {

	@Bean
	static AnnotatedBeans apiPoolAnnotatedBeans() {
		return new AnnotatedBeans();
	}

	@Bean
	static PooledCallPostProcessor apiPoolPostProcessor(AnnotatedBeans annotated) {
		return new PooledCallPostProcessor(annotated);
	}

	@Bean
	ConfiguredDefinitions apiPoolConfiguredDefinitions(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beans, AnnotatedBeans annotated) {
		return new ConfiguredDefinitions(environment, () -> ApplicationBeans.selectors(beans), annotated::pools,
				() -> KeySources.pools(beans), () -> PoolSources.given(beans));
	}

	@Bean
	Definitions apiPoolDefinitions(ConfiguredDefinitions configured) {
		return configured.get();
	}

	@Bean
	ApiProviders apiProviders(Definitions definitions) {
		return new ApiProviders(definitions.providers());
	}

	@Bean
	@ConditionalOnMissingBean
	Timekeeper apiPoolTimekeeper() {
		return Timekeeper.system();
	}

	@Bean
	Incarnation apiPoolIncarnation(ConfigurableEnvironment environment, Timekeeper timekeeper) {
		return Incarnation.of(HostName.of(environment), timekeeper.instant());
	}

	@Bean
	PermitStore apiPoolPermitStore(Timekeeper timekeeper) {
		return new LocalPermitStore(timekeeper);
	}

	@Bean
	CallExecutor apiPoolCallExecutor(Definitions definitions, ConfigurableListableBeanFactory beans) {
		return CallExecutor.of(definitions.settings().executor(), beans);
	}

	@Bean
	DefaultApiKeyPools apiKeyPools(Definitions definitions, Timekeeper timekeeper, PermitStore store,
			CallExecutor executor, ConfigurableListableBeanFactory beans, AnnotatedBeans annotated) {
		return new DefaultApiKeyPools(definitions,
				new ApplicationBeans(beans, annotated).surroundings(timekeeper, store, executor.executor()));
	}

	@Bean
	PoolStates apiPoolStates(DefaultApiKeyPools pools) {
		return pools.states();
	}

	@Bean
	DefaultRateLimiters apiPoolRateLimiters(Definitions definitions, Timekeeper timekeeper, PermitStore store) {
		return new DefaultRateLimiters(store, timekeeper, definitions.limitMargin(), definitions.rateLimits().values());
	}

	@Bean
	@Lazy(false)
	AnnotatedLimits apiPoolAnnotatedLimits(AnnotatedBeans annotated, DefaultRateLimiters limiters,
			CallExecutor executor) {
		return new AnnotatedLimits(annotated, limiters, executor.executor());
	}

	@Bean
	@Lazy(false)
	PoolLifecycle apiPoolLifecycle(DefaultApiKeyPools pools, DefaultRateLimiters limiters) {
		return new PoolLifecycle(pools, limiters);
	}

}
