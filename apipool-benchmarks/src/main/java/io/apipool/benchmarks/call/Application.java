package io.apipool.benchmarks.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

import io.micrometer.core.instrument.MeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * An application with one pool, {@code bench}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableResilientMethods
class Application {

	/** Real limits that never refuse, so that the whole path of a permit is walked. */
	private static final String[] LIMITS = { "100M/s", "5000M/m", "1000 concurrent" };

	/**
	 * Starts the application with another strategy.
	 * @param keys how many keys, of weights 1 to 4
	 * @param used which of them have used up a limit of their own
	 * @param strategy which key is next
	 * @return the context, to be closed
	 */
	static ConfigurableApplicationContext start(int keys, IntPredicate used, String strategy) {
		Map<String, Object> properties = properties(keys, used);
		properties.put("apipool.pools.bench.strategy", strategy);
		for (int i = 0; i < keys; i++) {
			properties.put("apipool.pools.bench.keys[" + i + "].weight", 1 + i % 4);
		}
		return start(properties);
	}

	/**
	 * Starts the application.
	 * @param keys how many keys
	 * @param recording what becomes of a call when it has ended
	 * @return the context, to be closed
	 */
	static ConfigurableApplicationContext start(int keys, Recording recording) {
		Map<String, Object> properties = properties(keys, (key) -> false);
		properties.put("spring.autoconfigure.exclude", recording.without());
		return start(properties);
	}

	private static Map<String, Object> properties(int keys, IntPredicate used) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("resilience4j.ratelimiter.instances.bench.limit-for-period", Integer.MAX_VALUE);
		properties.put("resilience4j.ratelimiter.instances.bench.limit-refresh-period", "1s");
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "warn");
		for (int i = 0; i < LIMITS.length; i++) {
			properties.put("apipool.pools.bench.limits[" + i + "]", LIMITS[i]);
		}
		for (int i = 0; i < keys; i++) {
			String key = "apipool.pools.bench.keys[" + i + "]";
			properties.put(key + ".id", "key-" + i);
			properties.put(key + ".value", "secret-" + i);
			if (used.test(i)) {
				properties.put(key + ".quota-group", "used-" + i);
				properties.put("apipool.pools.bench.groups.used-" + i + ".limits[0]", "1/d");
			}
		}
		return properties;
	}

	private static ConfigurableApplicationContext start(Map<String, Object> properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

	@Bean
	Service service() {
		return new Service();
	}

	@Bean
	AroundAspect aroundAspect() {
		return new AroundAspect();
	}

	@Bean
	HandmadeAspect handmadeAspect(MeterRegistry meters) {
		return new HandmadeAspect(meters);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DefaultPointcutAdvisor plainAdvisor() {
		return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Plain.class),
				(MethodInterceptor) (invocation) -> invocation.proceed());
	}

}
