package io.apipool.aop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKey;
import io.apipool.ApiKeyPools;
import io.apipool.CallOutcome;
import io.apipool.KeyCheck;
import io.apipool.KeyProbe;
import io.apipool.KeyState;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.autoconfigure.HttpPoolsAutoConfiguration;
import io.apipool.client.PooledClientFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parameters that are filled in with the client of a key: by which factory, and how long
 * its clients live.
 */
class ClientParameterTests {

	private final ApplicationContextRunner contexts = Calls.contexts();

	@Test
	void aBeanThatMakesTheTypeFillsTheParameterIn() {
		this.contexts.withUserConfiguration(OneFactory.class).withBean(Places.class).run((context) -> {
			Places places = context.getBean(Places.class);
			assertThat(List.of(places.find("Bern", null), places.find("Rome", null), places.find("Oslo", null)))
				.containsExactly("Bern by one", "Rome by two", "Oslo by one");
			assertThat(Geocoder.OPEN).hasSize(2);
			Calls.assertNothingIsHeld(context);
		});
		assertThat(Geocoder.OPEN).isEmpty();
	}

	@Test
	void soDoesAClassThatImplementsTheFactory() {
		this.contexts.withBean(Geocoders.class)
			.withBean(Places.class)
			.run((context) -> assertThat(context.getBean(Places.class).find("Bern", null)).isEqualTo("Bern by one"));
	}

	@Test
	void amongSeveralTheOneNamedAfterThePoolDoes() {
		this.contexts.withUserConfiguration(Named.class)
			.withBean(Places.class)
			.run((context) -> assertThat(context.getBean(Places.class).find("Bern", null))
				.isEqualTo("Bern by named one"));
	}

	@Test
	void amongSeveralTheOneQualifiedAfterThePoolDoes() {
		this.contexts.withUserConfiguration(Qualified.class)
			.withBean(Places.class)
			.run((context) -> assertThat(context.getBean(Places.class).find("Bern", null))
				.isEqualTo("Bern by qualified one"));
	}

	@Test
	void amongSeveralThePrimaryOneDoesWhereNoneIsThePools() {
		this.contexts.withUserConfiguration(WithPrimary.class)
			.withBean(Places.class)
			.run((context) -> assertThat(context.getBean(Places.class).find("Bern", null))
				.isEqualTo("Bern by primary one"));
	}

	@Test
	void severalThatNothingDecidesBetweenStopTheStart() {
		this.contexts.withUserConfiguration(Undecided.class)
			.withBean("broken", Places.class)
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(InvalidAnnotationException.class)
				.hasMessageContainingAll("Places.find (bean 'broken')", "several beans make the @PooledKey",
						"Geocoder: first, second", "'demo'", "@Primary"));
	}

	@Test
	void withoutAFactoryTheStartFails() {
		this.contexts.withBean("broken", Places.class)
			.run((context) -> assertThat(context.getStartupFailure()).hasMessageContainingAll(
					"Places.find (bean 'broken'): nobody makes the @PooledKey",
					"Declare a bean of type PooledClientFactory<", "Geocoder>"));
	}

	@Test
	void aFactoryOfAnotherTypeOfTheSameClassFillsNothingIn() {
		this.contexts.withUserConfiguration(Numbers.class)
			.withBean(Lists.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasMessageContaining("nobody makes the @PooledKey List<String>"));
	}

	@Test
	void twoMethodsShareTheClientOfAKey() {
		this.contexts.withUserConfiguration(OneFactory.class).withBean(Places.class).run((context) -> {
			context.getBean(Places.class).find("Bern", null);
			context.getBean(Places.class).find("Bern", null);
			context.getBean(Places.class).locate("secret", null, null);
			context.getBean(Places.class).locate("secret", null, null);
			assertThat(Geocoder.OPEN).hasSize(2);
		});
	}

	@Test
	void severalParametersAreFilledInEach() {
		this.contexts.withUserConfiguration(OneFactory.class)
			.withBean(Places.class)
			.run((context) -> assertThat(context.getBean(Places.class).locate("given", null, null))
				.isEqualTo("one by one"));
	}

	@Test
	void aClientThatCannotBeMadeTakesOutItsKeyAlone() {
		this.contexts.withUserConfiguration(Broken.class).withBean(Places.class).run((context) -> {
			Places places = context.getBean(Places.class);
			assertThat(List.of(places.find("Bern", null), places.find("Rome", null))).containsExactly("Bern by two",
					"Rome by two");
			assertThat(Calls.of(context).outcomes).containsExactly("failed", "succeeded", "succeeded");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").keys()).extracting("state")
				.containsExactly(KeyState.BANNED, KeyState.USABLE);
			Calls.advance(context, Duration.ofMinutes(5));
			Calls.assertNothingIsHeld(context);
		});
	}

	@Test
	void aFactoryThatCanTellProbesTheKeysOfThePoolThatTakesItsClients() {
		this.contexts.withUserConfiguration(Probing.class).withBean(Places.class).run((context) -> {
			Map<String, KeyCheck> checks = context.getBean(ApiKeyPools.class).get("demo").checkUsable();
			assertThat(checks.values()).extracting(KeyCheck::outcome).containsExactly("succeeded", "key-rejected");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").keys()).extracting("state")
				.containsExactly(KeyState.USABLE, KeyState.INVALID);
			assertThat(Geocoder.OPEN).hasSize(2);
		});
	}

	@Test
	void theApplicationsProbeIsAskedBeforeAFactory() {
		this.contexts.withUserConfiguration(Probing.class)
			.withBean(Places.class)
			.withBean(KeyProbe.class, OwnProbe::new)
			.run((context) -> {
				Map<String, KeyCheck> checks = context.getBean(ApiKeyPools.class).get("demo").checkUsable();
				assertThat(checks.values()).extracting(KeyCheck::outcome).containsOnly("out-of-credit");
			});
	}

	@Test
	void aFactoryIsAskedBeforeTheProvidersProbe() {
		this.contexts.withConfiguration(AutoConfigurations.of(HttpPoolsAutoConfiguration.class))
			.withPropertyValues("apipool.pools.demo.provider=openai", "apipool.pools.demo.base-url=http://localhost:1")
			.withUserConfiguration(Probing.class)
			.withBean(Places.class)
			.run((context) -> {
				Map<String, KeyCheck> checks = context.getBean(ApiKeyPools.class).get("demo").checkUsable();
				assertThat(checks.values()).extracting(KeyCheck::outcome).containsExactly("succeeded", "key-rejected");
			});
	}

	@Test
	void aFactoryThatCannotTellProbesNothing() {
		this.contexts.withUserConfiguration(OneFactory.class).withBean(Places.class).run((context) -> {
			Map<String, KeyCheck> checks = context.getBean(ApiKeyPools.class).get("demo").checkUsable();
			assertThat(checks.values()).extracting(KeyCheck::outcome).containsOnly(KeyCheck.NOT_CHECKED);
		});
	}

	@Test
	void aFactoryOfAnotherPoolProbesNothingHere() {
		this.contexts.withUserConfiguration(Probing.class).run((context) -> {
			Map<String, KeyCheck> checks = context.getBean(ApiKeyPools.class).get("demo").checkUsable();
			assertThat(checks.values()).extracting(KeyCheck::outcome).containsOnly(KeyCheck.NOT_CHECKED);
		});
	}

	static class Places {

		@PooledApiCall("demo")
		public String find(String place, @PooledKey @Nullable Geocoder geocoder) {
			return place + " by " + geocoder.secret();
		}

		@PooledApiCall("demo")
		public String locate(@PooledKey String secret, @Nullable ApiKey key, @PooledKey @Nullable Geocoder geocoder) {
			assertThat(key.value()).isEqualTo(secret);
			return secret + " by " + geocoder.secret();
		}

	}

	static class Geocoders implements PooledClientFactory<Geocoder> {

		@Override
		public Geocoder create(ApiKey key) {
			return new Geocoder(key.value());
		}

	}

	static class OwnProbe implements KeyProbe {

		@Override
		public boolean supports(String pool) {
			return true;
		}

		@Override
		public CompletionStage<CallOutcome> probe(String pool, ApiKey key) {
			return CompletableFuture.completedFuture(new CallOutcome.OutOfCredit("empty"));
		}

	}

	static class Lists {

		@PooledApiCall("demo")
		public void call(@PooledKey List<String> texts) {
		}

	}

	record Geocoder(String secret) implements AutoCloseable {

		static final List<Geocoder> OPEN = new CopyOnWriteArrayList<>();

		static Geocoder of(String secret) {
			Geocoder made = new Geocoder(secret);
			OPEN.add(made);
			return made;
		}

		@Override
		public void close() {
			OPEN.remove(this);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneFactory {

		@Bean
		PooledClientFactory<Geocoder> geocoders() {
			return (key) -> Geocoder.of(key.value());
		}

		@Bean
		PooledClientFactory<Integer> others() {
			return (key) -> 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Named {

		@Bean
		PooledClientFactory<Geocoder> other() {
			return (key) -> new Geocoder("other " + key.value());
		}

		@Bean
		PooledClientFactory<Geocoder> demo() {
			return (key) -> new Geocoder("named " + key.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Qualified {

		@Bean
		PooledClientFactory<Geocoder> other() {
			return (key) -> new Geocoder("other " + key.value());
		}

		@Bean
		@Qualifier("demo")
		PooledClientFactory<Geocoder> geocoders() {
			return (key) -> new Geocoder("qualified " + key.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithPrimary {

		@Bean
		PooledClientFactory<Geocoder> other() {
			return (key) -> new Geocoder("other " + key.value());
		}

		@Bean
		@Primary
		PooledClientFactory<Geocoder> geocoders() {
			return (key) -> new Geocoder("primary " + key.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Undecided {

		@Bean
		PooledClientFactory<Geocoder> first() {
			return (key) -> new Geocoder(key.value());
		}

		@Bean
		PooledClientFactory<Geocoder> second() {
			return (key) -> new Geocoder(key.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Numbers {

		@Bean
		PooledClientFactory<List<Integer>> numbers() {
			return (key) -> List.of();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		PooledClientFactory<Geocoder> geocoders() {
			return (key) -> {
				if (key.value().equals("one")) {
					throw new IllegalArgumentException("not a key");
				}
				return new Geocoder(key.value());
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Probing {

		@Bean
		PooledClientFactory<Geocoder> geocoders() {
			return new PooledClientFactory<>() {

				@Override
				public Geocoder create(ApiKey key) {
					return Geocoder.of(key.value());
				}

				@Override
				public boolean isUsable(Geocoder client) {
					return client.secret().equals("one");
				}

			};
		}

	}

}
