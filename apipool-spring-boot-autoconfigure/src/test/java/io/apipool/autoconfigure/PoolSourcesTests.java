package io.apipool.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.PoolClosedException;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.definition.PoolDefinitionSource;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.sync.DefinitionSynchronizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application whose pools come from a bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class PoolSourcesTests {

	private final Map<String, PoolDefinition> tenants = new LinkedHashMap<>(Map.of("red", pool("red", "a")));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
				EnvironmentChangeAutoConfiguration.class));

	private final ApplicationContextRunner given = this.contexts.withBean("tenants", PoolDefinitionSource.class,
			() -> () -> this.tenants);

	private static PoolDefinition pool(String name, String... ids) {
		return PoolDefinition.of(name)
			.withLimits("10/m")
			.withKeys(List.of(ids).stream().map((id) -> KeyDefinition.of(id, "canary-" + id)).toList());
	}

	private static ApiKeyPools pools(AssertableApplicationContext context) {
		return context.getBean(ApiKeyPools.class);
	}

	private static void change(AssertableApplicationContext context) {
		context.publishEvent(new EnvironmentChangeEvent(context, Set.of()));
	}

	@Test
	void aPoolOfABeanIsThereAtTheStart() {
		this.given.run((context) -> assertThat(pools(context).get("red").acquire(CallRequest.of("op")).key().id())
			.isEqualTo("a"));
	}

	@Test
	void aRefreshAddsChangesAndClosesPools(CapturedOutput output) {
		this.given.run((context) -> {
			ApiKeyPool red = pools(context).get("red");
			this.tenants.put("red", pool("red", "a", "b"));
			this.tenants.put("blue", pool("blue", "c"));
			change(context);
			assertThat(red.keys()).hasSize(2);
			assertThat(pools(context).get("blue").acquire(CallRequest.of("op")).key().id()).isEqualTo("c");
			this.tenants.remove("red");
			change(context);
			assertThat(pools(context).names()).containsExactly("blue");
			assertThatExceptionOfType(PoolClosedException.class).isThrownBy(() -> red.acquire(CallRequest.of("op")));
		});
		assertThat(output).contains("Pools: added blue", "Keys of pool red: added b", "Pools: removed red")
			.doesNotContain("canary");
	}

	@Test
	void aMistakeAtARefreshChangesNothing(CapturedOutput output) {
		this.given.run((context) -> {
			this.tenants.put("blue", pool("blue", "c").withStrategy("no-such"));
			change(context);
			assertThat(pools(context).names()).containsExactly("red");
		});
		assertThat(output).contains("is refused, and what runs goes on: "
				+ "bean 'tenants': apipool.pools.blue.strategy = 'no-such' is not a strategy");
	}

	@Test
	void aBeanThatThrowsAtARefreshChangesNothing(CapturedOutput output) {
		this.contexts.withBean("tenants", PoolDefinitionSource.class, () -> new FailsLater(this.tenants))
			.run((context) -> {
				assertThat(context.getBean(DefinitionSynchronizer.class).refresh().refusal())
					.isEqualTo("bean 'tenants' could not tell its pools (java.lang.IllegalStateException): "
							+ "let its definitions() answer all its pools");
				assertThat(pools(context).names()).contains("red");
			});
		assertThat(output).contains("could not tell its pools").doesNotContain("canary");
	}

	@Test
	void aBeanThatThrowsAtTheStartIsAReadableFailure() {
		this.contexts.withBean("tenants", PoolDefinitionSource.class, () -> () -> {
			throw new IllegalStateException("canary");
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("bean 'tenants' could not tell its pools (java.lang.IllegalStateException)"));
		this.contexts
			.withBean("tenants", PoolDefinitionSource.class,
					() -> () -> Map.of("red", pool("red", "a").withLimits("ten/m")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("bean 'tenants' could not tell its pools", "'ten/m' has an amount"));
	}

	@Test
	void keysOfAPolledSourceJoinThoseOfTheBean() {
		this.given
			.withBean("vault", PolledDefinitionSource.class,
					() -> PolledDefinitionSource.of("red", () -> List.of(KeyDefinition.of("z", "canary-z"))))
			.run((context) -> assertThat(pools(context).get("red").keys()).extracting("id").containsExactly("a", "z"));
	}

	private static final class FailsLater implements PoolDefinitionSource {

		private final Map<String, PoolDefinition> pools;

		private boolean asked;

		private FailsLater(Map<String, PoolDefinition> pools) {
			this.pools = pools;
		}

		@Override
		public Map<String, PoolDefinition> definitions() {
			if (this.asked) {
				throw new IllegalStateException("canary");
			}
			this.asked = true;
			return Map.copyOf(this.pools);
		}

	}

}
