package io.apipool.aop;

import io.apipool.ApiKeyPools;
import io.apipool.PooledKeys;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.RateLimited;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Beans of which only an interface is known before they are created.
 */
class InterfaceBeanTests {

	private static ApplicationContextRunner with(Service service) {
		return Calls.contexts().withBean("service", Service.class, () -> service);
	}

	private static void assertThatStartFails(Service service, String... texts) {
		with(service)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOf(InvalidAnnotationException.class)
				.hasMessageContainingAll(texts));
	}

	@Test
	void isPooledAsAnyOther() {
		with(new Good()).run((context) -> assertThat(context.getBean(Service.class).call("x")).isEqualTo("one"));
	}

	@Test
	void itsMistakesStopTheStart() {
		assertThatStartFails(new UnknownVariable(), "UnknownVariable.call (bean 'service')", "names #nobody");
	}

	@Test
	void aPoolThatOnlyItNamesStopsTheStart() {
		assertThatStartFails(new UnknownPool(), "UnknownPool.call (bean 'service')", "no pool 'elsewhere'",
				"apipool.pools", "return the class");
	}

	@Test
	void aLimitThatIsNotThereStopsTheStart() {
		assertThatStartFails(new UnknownLimit(), "UnknownLimit.call (bean 'service')", "no rate limit 'nowhere'",
				"apipool.rate-limits");
	}

	@Test
	void aLazyOneTellsItsMistakeEachTimeItIsAskedFor() {
		Calls.contexts()
			.withBean("service", Service.class, UnknownPool::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				assertThat(context.getBean(ApiKeyPools.class).names()).containsExactly("demo");
				for (int i = 0; i < 2; i++) {
					assertThatThrownBy(() -> context.getBean(Service.class))
						.hasRootCauseInstanceOf(InvalidAnnotationException.class)
						.rootCause()
						.hasMessageContaining("no pool 'elsewhere'");
				}
			});
	}

	interface Service {

		String call(String text);

	}

	static class Good implements Service {

		@Override
		@PooledApiCall("demo")
		public String call(String text) {
			return PooledKeys.current().key().value();
		}

	}

	static class UnknownVariable implements Service {

		@Override
		@PooledApiCall(value = "demo", model = "#nobody")
		public String call(String text) {
			return text;
		}

	}

	static class UnknownPool implements Service {

		@Override
		@PooledApiCall("elsewhere")
		public String call(String text) {
			return text;
		}

	}

	static class UnknownLimit implements Service {

		@Override
		@RateLimited(name = "nowhere")
		public String call(String text) {
			return text;
		}

	}

}
