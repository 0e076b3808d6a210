package io.apipool.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.LiveDefinitionsAutoConfiguration;
import io.apipool.autoconfigure.PoolsEndpointAutoConfiguration;
import io.apipool.autoconfigure.WebEndpointsAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Where the endpoint and the page are there, and where they are not.
 */
class EndpointWiringTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, ApiPoolAutoConfiguration.class,
				LiveDefinitionsAutoConfiguration.class, PoolsEndpointAutoConfiguration.class,
				WebEndpointsAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=canary-one,canary-two");

	@Test
	void unlessExposedThereIsNothing() {
		this.contexts.run((context) -> assertThat(context).doesNotHaveBean(PoolsEndpoint.class)
			.doesNotHaveBean(DashboardEndpoint.class)
			.doesNotHaveBean(PoolsWebExtension.class));
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=apipool")
			.run((context) -> assertThat(context).hasSingleBean(PoolsEndpoint.class)
				.hasSingleBean(PoolsWebExtension.class)
				.doesNotHaveBean(DashboardEndpoint.class));
	}

	@Test
	void withoutAccessThereIsNothing() {
		this.contexts
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.apipool.access=NONE", "management.endpoint.apipooldashboard.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PoolsEndpoint.class)
				.doesNotHaveBean(DashboardEndpoint.class));
	}

	@Test
	void withoutTheActuatorOrTheWebTheApplicationStarts() {
		ApplicationContextRunner exposed = this.contexts
			.withPropertyValues("management.endpoints.web.exposure.include=*");
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ApiPoolAutoConfiguration.class, LiveDefinitionsAutoConfiguration.class,
							PoolsEndpointAutoConfiguration.class, WebEndpointsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("apiPoolEndpoint"));
		exposed.withClassLoader(new FilteredClassLoader(ProblemDetail.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("apiPoolEndpoint")
				.doesNotHaveBean("apiPoolWebExtension"));
	}

	@Test
	void switchedOffThereIsNothing() {
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=*", "apipool.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PoolsEndpoint.class));
	}

	@Test
	void aRefreshSaysWhatItHasChanged() {
		Map<String, Object> properties = new HashMap<>(Map.of("apipool.pools.gone.keys", "canary-gone"));
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("live", properties)))
			.run((context) -> {
				PoolsEndpoint endpoint = context.getBean(PoolsEndpoint.class);
				assertThat(endpoint.changeAll("refresh").pools()).isEmpty();
				properties.clear();
				properties.put("apipool.pools.demo.max-wait", "1s");
				properties.put("apipool.pools.late.keys[0].id", "x");
				properties.put("apipool.pools.late.keys[0].value", "canary-x");
				assertThat(endpoint.changeAll("refresh").pools()).extracting("pool", "change")
					.containsExactly(tuple("late", "added"), tuple("gone", "removed"), tuple("demo", "redefined"));
				properties.put("apipool.pools.late.keys[0].value", 7);
				assertThatThrownBy(() -> endpoint.changeAll("refresh")).isInstanceOf(EndpointProblem.class)
					.hasMessageContaining("apipool.pools.late.keys[0].value")
					.extracting((problem) -> ((EndpointProblem) problem).status())
					.isEqualTo(422);
				assertThatThrownBy(() -> endpoint.changeAll(null)).isInstanceOf(EndpointProblem.class);
			});
	}

	@Test
	void withoutRecordsThereIsNoUsage() {
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=*").run((context) -> {
			PoolsEndpoint endpoint = context.getBean(PoolsEndpoint.class);
			assertThatThrownBy(() -> endpoint.view("demo", "usage", null, null, null))
				.hasMessage("usage is not recorded");
			for (String action : List.of("disable", "enable")) {
				String key = endpoint.pool("demo").keys().get(0).id();
				endpoint.change("demo", key, action, null);
			}
			assertThat(endpoint.pools().pools()).hasSize(1);
		});
	}

}
