package io.apipool.aop;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.apipool.PooledKeys;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where an annotation may stand, and what it means there.
 */
class AnnotationPlaceTests {

	private final ApplicationContextRunner contexts = Calls.contexts();

	@Test
	void onATypeItMeansThePublicMethodsThatTheApplicationDeclared() {
		this.contexts.withBean(Typed.class).run((context) -> {
			Typed typed = context.getBean(Typed.class);
			assertThat(Calls.of(context).leased).isEmpty();
			assertThat(typed.own()).isEqualTo("one");
			assertThat(typed.inherited()).isEqualTo("two");
			assertThat(typed.visibleInPackage()).isEqualTo("none");
			assertThat(typed).hasToString("typed").isEqualTo(typed).hasSameHashCodeAs(typed);
			assertThat(typed.isRunning()).isTrue();
			assertThat(Calls.of(context).leased).hasSize(2);
		});
	}

	@Test
	void lifeCycleCallbacksTakeNoKey() {
		this.contexts.withBean(Typed.class).run((context) -> {
			Calls calls = Calls.of(context);
			context.getBean(Typed.class).stop();
			context.close();
			assertThat(calls.leased).isEmpty();
		});
	}

	@Test
	void onAnInterfaceItMeansTheMethodsThatItDeclares() {
		this.contexts.withBean(Implementation.class).run((context) -> {
			Implementation bean = context.getBean(Implementation.class);
			assertThat(bean.fromInterface(null)).isEqualTo("one");
			assertThat(bean.other()).isEqualTo("none");
		});
	}

	@Test
	void aMethodsOwnAnnotationReplacesItsTypes() {
		this.contexts.withPropertyValues("apipool.pools.paid.keys=gold").withBean(Overriding.class).run((context) -> {
			assertThat(context.getBean(Overriding.class).cheap()).isEqualTo("one");
			assertThat(context.getBean(Overriding.class).paid()).isEqualTo("gold");
		});
	}

	@Test
	void asAMetaAnnotationItTakesItsAttributes() {
		this.contexts.withBean(Meta.class)
			.run((context) -> assertThat(context.getBean(Meta.class).call()).isEqualTo("one@gpt-4o"));
	}

	@Test
	void interfaceAndClassProxiesBothWork() {
		this.contexts.withBean(Implementation.class)
			.run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Api.class))).isFalse());
		Calls.contexts()
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(Implementation.class)
			.run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Api.class))).isTrue();
				assertThat(context.getBean(Api.class).fromInterface("mine")).isEqualTo("one");
			});
	}

	@Test
	void aFinalClassIsCalledThroughItsInterface() {
		this.contexts.withBean(FinalImplementation.class)
			.run((context) -> assertThat(context.getBean(Api.class).fromInterface("mine")).isEqualTo("one"));
	}

	@Test
	void aScopedBeanIsAdvisedOnce() {
		this.contexts.withUserConfiguration(Scoped.class).run((context) -> {
			assertThat(context.getBean(Api.class).fromInterface("mine")).isEqualTo("one");
			assertThat(context.getBean(Api.class).fromInterface("mine")).isEqualTo("two");
			assertThat(Calls.of(context).leased).hasSize(2);
		});
	}

	@Test
	void anInterfaceWithoutATargetClassIsAdvised() {
		this.contexts.withUserConfiguration(Client.class).run((context) -> {
			assertThat(context.getBean(Api.class).fromInterface("mine")).isEqualTo("one");
			assertThat(Calls.of(context).leased).hasSize(1);
		});
	}

	@PooledApiCall("demo")
	static class Typed extends Base implements InitializingBean, DisposableBean, SmartLifecycle {

		public String own() {
			return bound();
		}

		String visibleInPackage() {
			return bound();
		}

		@PostConstruct
		public void begin() {
		}

		@Override
		public void afterPropertiesSet() {
		}

		@Override
		public void destroy() {
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public String toString() {
			return "typed";
		}

	}

	static class Base {

		public String inherited() {
			return bound();
		}

		static String bound() {
			return PooledKeys.find().map((lease) -> lease.key().value()).orElse("none");
		}

	}

	@PooledApiCall("demo")
	interface Api {

		String fromInterface(@PooledKey String secret);

	}

	static class Implementation implements Api {

		@Override
		public String fromInterface(String secret) {
			return secret;
		}

		public String other() {
			return Base.bound();
		}

	}

	static final class FinalImplementation implements Api {

		@Override
		public String fromInterface(String secret) {
			return secret;
		}

	}

	@PooledApiCall("demo")
	static class Overriding {

		public String cheap() {
			return Base.bound();
		}

		@PooledApiCall("paid")
		public String paid() {
			return Base.bound();
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PooledApiCall("demo")
	@interface Demo {

		@AliasFor(annotation = PooledApiCall.class)
		String model();

	}

	static class Meta {

		@Demo(model = "gpt-4o")
		public String call() {
			return Base.bound() + "@" + PooledKeys.current().request().model();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Implementation implementation() {
			return new Implementation();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		Api api() {
			ProxyFactory factory = new ProxyFactory();
			factory.addInterface(Api.class);
			factory
				.addAdvice((org.aopalliance.intercept.MethodInterceptor) (invocation) -> invocation.getArguments()[0]);
			return (Api) factory.getProxy();
		}

	}

}
