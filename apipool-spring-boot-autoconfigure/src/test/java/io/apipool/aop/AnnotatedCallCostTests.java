package io.apipool.aop;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.annotation.PooledApiCall;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a method pays for its annotation, beyond the call that it makes: it was read once,
 * and nothing is matched, parsed or looked up again.
 */
class AnnotatedCallCostTests {

	private static final int CALLS = 5000;

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=one,two")
		.withBean(Service.class);

	@Test
	void theAnnotationAllocatesLittleBeyondTheCallItself() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			ApiKeyPool pool = context.getBean(ApiKeyPools.class).get("demo");
			long plain = bytes(() -> pool.run("chat", (key) -> {
			}));
			long annotated = bytes(service::chat);
			assertThat(annotated - plain).as("%d bytes, %d of them without the annotation", annotated, plain)
				.isLessThan(600);
		});
	}

	private static long bytes(Runnable call) {
		run(call);
		long before = allocated();
		run(call);
		return (allocated() - before) / CALLS;
	}

	private static void run(Runnable call) {
		for (int i = 0; i < CALLS; i++) {
			call.run();
		}
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

	static class Service {

		@PooledApiCall("demo")
		public void chat() {
		}

	}

}
