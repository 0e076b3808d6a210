package io.apipool.autoconfigure.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.definition.Definitions;
import io.apipool.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is bound again, and what is the same.
 */
class BoundAgainTests {

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("apipool.pools.demo.keys", "canary-a", "apipool.pools.demo.max-wait", "${wait}", "wait", "1s"));

	private final StandardEnvironment environment = new StandardEnvironment();

	private final AtomicReference<Map<String, String>> annotated = new AtomicReference<>(Map.of());

	private final ConfiguredDefinitions configured = new ConfiguredDefinitions(this.environment, Set::of,
			this.annotated::get);

	BoundAgainTests() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("live", this.properties));
	}

	@Test
	void whatIsWrittenTheSameIsNotBoundAgain() {
		Definitions first = this.configured.get();
		assertThat(this.configured.get()).isSameAs(first);
		this.properties.put("wait", "2s");
		Definitions second = this.configured.get();
		assertThat(second.pools().get("demo").waiting().maxWait()).hasSeconds(2);
		this.environment.getPropertySources().addFirst(new MapPropertySource("more", Map.of("wait", "3s")));
		assertThat(this.configured.get().pools().get("demo").waiting().maxWait()).hasSeconds(3);
		assertThat(this.configured.get()).isEqualTo(this.configured.get());
	}

	@Test
	void whatIsNamedElsewhereIsLookedAtToo() {
		this.properties.put("OTHER_API_KEY", "canary-b");
		Definitions first = this.configured.get();
		this.annotated.set(Map.of("other", "Service.call"));
		assertThat(this.configured.get().pools()).hasSize(first.pools().size() + 1);
	}

	@Test
	void whatWasWrongIsWrongAgain() {
		Definitions first = this.configured.get();
		this.properties.put("wait", "soon");
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get);
		assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(this.configured::get);
		this.properties.put("wait", "1s");
		assertThat(this.configured.get()).isEqualTo(first);
	}

	@Test
	void whereItCannotBeToldItIsBoundAgain() {
		this.environment.getPropertySources().addFirst(new PropertySource<>("opaque", "") {

			@Override
			public Object getProperty(String name) {
				return name.equals("wait") ? BoundAgainTests.this.properties.get("other") : null;
			}

		});
		this.properties.put("other", "5s");
		this.configured.get();
		this.properties.put("other", "6s");
		assertThat(this.configured.get().pools().get("demo").waiting().maxWait()).hasSeconds(6);
	}

	@Test
	void whatIsKeptOfItShowsNoSecret() {
		assertThat(String.valueOf(WrittenValues.of(this.environment.getPropertySources()))).doesNotContain("canary");
	}

}
