package io.apipool.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with one pool, {@code bench}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Application {

	/** Real limits that never refuse, so that the whole path of a permit is walked. */
	private static final String[] LIMITS = { "100M/s", "5000M/m", "1000 concurrent" };

	/**
	 * Starts the application.
	 * @param keys how many keys
	 * @param used which of them have used up a limit of their own
	 * @return the context, to be closed
	 */
	static ConfigurableApplicationContext start(int keys, java.util.function.IntPredicate used) {
		Map<String, Object> properties = new LinkedHashMap<>();
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
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

	@Bean
	Service service() {
		return new Service();
	}

	@Bean
	static DefaultPointcutAdvisor plainAdvisor() {
		return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Plain.class),
				(MethodInterceptor) (invocation) -> invocation.proceed());
	}

	@Bean
	static org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator proxies() {
		var creator = new org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator();
		creator.setProxyTargetClass(true);
		return creator;
	}

}
