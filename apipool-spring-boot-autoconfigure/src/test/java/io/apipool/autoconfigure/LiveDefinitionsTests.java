package io.apipool.autoconfigure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.CallRequest;
import io.apipool.KeySnapshot;
import io.apipool.Timekeeper;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.limit.RateLimiters;
import io.apipool.sync.DefinitionSynchronizer;
import io.apipool.sync.KeysChangedEvent;
import io.apipool.test.ManualTimekeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.util.random.CachedRandomPropertySourceEnvironmentPostProcessor;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose environment changes while it runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class LiveDefinitionsTests {

	private static final String KEYS = "apipool.pools.demo.keys";

	private static final String REFUSED = "The changed configuration is refused";

	private final Map<String, Object> properties = new LinkedHashMap<>(
			Map.of(KEYS + "[0].id", "a", KEYS + "[0].value", "canary-a", KEYS + "[1].id", "b", KEYS + "[1].value",
					"canary-b", "apipool.pools.demo.limits", "10/m", "apipool.rate-limits.writes.limits", "2/m"));

	private final List<KeysChangedEvent> events = new ArrayList<>();

	private final ManualTimekeeper time = new ManualTimekeeper(Instant.parse("2026-11-22T12:00:00Z"));

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
				EnvironmentChangeAutoConfiguration.class))
		.withBean(Timekeeper.class, () -> this.time)
		.withBean(Listener.class, () -> new Listener(this.events::add))
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("live", this.properties)));

	private static List<String> ids(AssertableApplicationContext context) {
		return pool(context).keys().stream().map(KeySnapshot::id).toList();
	}

	private static ApiKeyPool pool(AssertableApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("demo");
	}

	private void key(int index, String id, String secret) {
		this.properties.put(KEYS + "[" + index + "].id", id);
		this.properties.put(KEYS + "[" + index + "].value", secret);
	}

	private static void change(AssertableApplicationContext context) {
		context.publishEvent(new EnvironmentChangeEvent(context, Set.of()));
	}

	@Test
	void aKeyThatIsAddedIsThereWhenTheEventReturns(CapturedOutput output) {
		this.contexts.run((context) -> {
			assertThat(this.events).isEmpty();
			key(2, "c", "canary-c");
			change(context);
			assertThat(ids(context)).containsExactly("a", "b", "c");
			assertThat(this.events)
				.containsExactly(new KeysChangedEvent("demo", Set.of("c"), Set.of(), Set.of(), Set.of()));
		});
		assertThat(output).contains("Keys of pool demo: added c").doesNotContain("canary");
	}

	@Test
	void whatIsTheSameIsNoChange(CapturedOutput output) {
		this.contexts.run((context) -> {
			change(context);
			assertThat(this.events).isEmpty();
		});
		assertThat(output).doesNotContain("Keys of pool").doesNotContain("Pools:");
	}

	@Test
	void aChangedSecretIsAnUpdate() {
		this.contexts.run((context) -> {
			key(0, "a", "canary-new");
			change(context);
			assertThat(this.events)
				.containsExactly(new KeysChangedEvent("demo", Set.of(), Set.of(), Set.of(), Set.of("a")));
		});
	}

	@Test
	void aMistakeAnywhereChangesNothingAndIsSaidInOneLine(CapturedOutput output) {
		this.contexts.run((context) -> {
			key(2, "c", "canary-c");
			this.properties.put("apipool.pools.other.keys", "canary-x");
			this.properties.put("apipool.pools.other.limits", "ten a minute");
			change(context);
			assertThat(ids(context)).containsExactly("a", "b");
			assertThat(this.events).isEmpty();
			this.properties.remove("apipool.pools.other.limits");
			change(context);
			assertThat(ids(context)).containsExactly("a", "b", "c");
			assertThat(context.getBean(ApiKeyPools.class).names()).containsExactlyInAnyOrder("demo", "other");
		});
		assertThat(output).containsOnlyOnce(REFUSED)
			.contains("apipool.pools.other.limits = 'ten a minute'")
			.doesNotContain("canary");
	}

	@Test
	void whatCouldNotBeDecryptedIsNoKey(CapturedOutput output) {
		this.contexts.run((context) -> {
			this.properties.remove(KEYS + "[1].value");
			this.properties.put("invalid." + KEYS + "[1].value", "<n/a>");
			change(context);
			assertThat(ids(context)).containsExactly("a", "b");
			key(1, "b", "{cipher}canary");
			this.properties.remove("invalid." + KEYS + "[1].value");
			change(context);
			assertThat(ids(context)).containsExactly("a", "b");
		});
		assertThat(output).contains(KEYS + "[1].value could not be decrypted").doesNotContain("canary");
	}

	@Test
	void aPoolWithoutAnyKeyLeftIsRefused(CapturedOutput output) {
		this.contexts.run((context) -> {
			this.properties.keySet().removeIf((name) -> name.startsWith(KEYS));
			change(context);
			assertThat(ids(context)).containsExactly("a", "b");
		});
		assertThat(output).contains(REFUSED).contains("has no key for the pool 'demo'");
	}

	@Test
	void aNamedLimitKeepsWhatWasCountedWhenItChanges() {
		this.contexts.run((context) -> {
			RateLimiters limiters = context.getBean(RateLimiters.class);
			assertThat(limiters.get("writes").tryAcquire(2)).isPresent();
			this.properties.put("apipool.rate-limits.writes.limits", "3/m");
			this.properties.put("apipool.rate-limits.reads.limits", "1/m");
			change(context);
			assertThat(limiters.get("writes").tryAcquire(2)).isEmpty();
			assertThat(limiters.get("writes").tryAcquire(1)).isPresent();
			assertThat(limiters.get("reads").tryAcquire(1)).isPresent();
		});
	}

	@Test
	void whatWaitsForTheNextStartIsSaid(CapturedOutput output) {
		this.contexts.run((context) -> {
			this.properties.put("apipool.usage.flush-interval", "20s");
			change(context);
		});
		assertThat(output).contains("Changed, and in force from the next start on: apipool.usage");
	}

	@Test
	void anotherPoolOfAServiceGroupWaitsForTheNextStart(CapturedOutput output) {
		this.contexts.run((context) -> {
			this.properties.put("apipool.pools.demo.http-service-groups", "titles");
			change(context);
		});
		assertThat(output).contains("Changed, and in force from the next start on: http-service-groups");
	}

	@Test
	void withoutSpringCloudARefreshIsAskedFor() {
		this.contexts.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class)).run((context) -> {
			key(2, "c", "canary-c");
			context.getBean(DefinitionSynchronizer.class).refresh();
			assertThat(ids(context)).containsExactly("a", "b", "c");
		});
	}

	@Test
	void aPoolWhoseKeysComeFromASourceHasThemWhenTheApplicationHasStarted() {
		this.contexts
			.withBean("vault", PolledDefinitionSource.class,
					() -> PolledDefinitionSource.of("polled", () -> List.of(KeyDefinition.of("x", "canary-x"))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ApiKeyPools.class).get("polled").acquire(CallRequest.of("op")).key().id())
					.isEqualTo("x");
				assertThat(this.events).isEmpty();
			});
	}

	@Test
	void whatIsWrongWithOnePropertyIsSaidInOneLine(CapturedOutput output) {
		this.contexts.run((context) -> {
			this.properties.remove(KEYS + "[1].value");
			this.properties.put("invalid." + KEYS + "[1].value", "<n/a>");
			assertThat(context.getBean(DefinitionSynchronizer.class).refresh().refusal())
				.isEqualTo(KEYS + "[1].value could not be decrypted: "
						+ "give the configuration client or server the right decryption key");
		});
		assertThat(output).containsOnlyOnce(KEYS + "[1].value");
	}

	@Test
	void aRandomValueIsDrawnAnewWhenSomethingElseChangesAndNotBefore(CapturedOutput output) {
		this.properties.put("apipool.pools.demo.custom.name", "${random.uuid}");
		this.contexts.withInitializer((context) -> RandomValuePropertySource.addToEnvironment(context.getEnvironment()))
			.run((context) -> {
				String drawn = pool(context).custom().get("name");
				change(context);
				assertThat(pool(context).custom()).containsEntry("name", drawn);
				assertThat(output).doesNotContain("defined anew");
				key(2, "c", "canary-c");
				change(context);
				assertThat(pool(context).custom().get("name")).isNotEqualTo(drawn).doesNotContain("random");
				assertThat(output).contains("Pools: defined anew demo");
			});
	}

	@Test
	void aRandomValueThatIsCachedStays(CapturedOutput output) {
		this.properties.put("apipool.pools.demo.custom.name", "${cachedrandom.demo.uuid}");
		this.contexts.withInitializer((context) -> {
			RandomValuePropertySource.addToEnvironment(context.getEnvironment());
			new CachedRandomPropertySourceEnvironmentPostProcessor().postProcessEnvironment(context.getEnvironment(),
					new SpringApplication());
		}).run((context) -> {
			String drawn = pool(context).custom().get("name");
			key(2, "c", "canary-c");
			change(context);
			assertThat(ids(context)).hasSize(3);
			assertThat(pool(context).custom()).containsEntry("name", drawn);
		});
		assertThat(output).doesNotContain("defined anew");
	}

	private static final class Listener {

		private final Consumer<KeysChangedEvent> events;

		Listener(Consumer<KeysChangedEvent> events) {
			this.events = events;
		}

		@EventListener
		void changed(KeysChangedEvent event) {
			this.events.accept(event);
		}

	}

}
