package io.apipool.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPools;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A rotating client as a bean.
 */
class RotatingBeanTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withUserConfiguration(Shops.class)
		.withPropertyValues("apipool.pools.demo.keys=one,two");

	@Test
	void takesNoKeyWhenItIsCreatedAndClosesItsClientsWithTheContext() {
		List<Shop.Real> made = new CopyOnWriteArrayList<>();
		this.contexts.withBean(Made.class, () -> made::add).run((context) -> {
			assertThat(made).isEmpty();
			Shop shop = context.getBean(Shop.class);
			assertThat(List.of(shop.name(), shop.name(), shop.name())).containsExactly("shop one", "shop two",
					"shop one");
			assertThat(context.getBean(ApiKeyPools.class).get("demo").keys())
				.extracting((key) -> key.usage().get("calls"))
				.containsExactly(2L, 1L);
			assertThat(made).hasSize(2).noneMatch(Shop.Real::isClosed);
		});
		assertThat(made).hasSize(2).allMatch(Shop.Real::isClosed);
	}

	@FunctionalInterface
	interface Made {

		void add(Shop.Real client);

	}

	@Configuration(proxyBeanMethods = false)
	static class Shops {

		@Bean
		Shop shop(ApiKeyPools pools, Made made) {
			return RotatingClients.of(pools.get("demo"), Shop.class, (key) -> {
				Shop.Real real = new Shop.Real(key);
				made.add(real);
				return real;
			});
		}

	}

}
