package io.apipool.aop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Fixes the place of our advice: the innermost, whatever is around it.
 */
class AdviceChainTests {

	private final ApplicationContextRunner contexts = Calls.contexts()
		.withBean(Service.class)
		.withUserConfiguration(Around.class);

	@Test
	void oursIsTheInnermostAdvice() {
		this.contexts.run((context) -> {
			Advisor[] advisors = ((Advised) context.getBean(Service.class)).getAdvisors();
			assertThat(advisors).hasSize(6);
			assertThat(advisors[advisors.length - 1]).isInstanceOf(PooledAdvisor.class);
		});
	}

	@Test
	void aCacheHitTakesNoKey() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.cached("a", ApiKey.pooled())).isEqualTo(service.cached("a", ApiKey.pooled()));
			assertThat(Calls.of(context).leased).hasSize(1);
		});
	}

	@Test
	void adviceAroundOursNeverSeesTheSecret() {
		this.contexts.run((context) -> {
			context.getBean(Service.class).put("a", null);
			ConcurrentMapCache cache = (ConcurrentMapCache) context.getBean(CacheManager.class).getCache("puts");
			assertThat(cache.getNativeCache().keySet().toString()).contains("a").doesNotContain("one");
			assertThat(context.getBean(Around.class).seenAfter).containsExactly("a", "null");
		});
	}

	@Test
	void eachOuterRetryIsACallOfItsOwn() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.retried(ApiKey.pooled())).isEqualTo("one");
			assertThat(Calls.of(context).leased).containsExactly("one", "two", "one");
			assertThat(Calls.of(context).outcomes).containsExactly("request-error", "request-error", "succeeded");
		});
	}

	@Test
	void ourRetriesStayWithinOneTransactionAndOneOuterAdvice() {
		this.contexts.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.transactional(ApiKey.pooled())).isEqualTo("two in transaction 1");
			assertThat(context.getBean(Around.class).outer).hasValue(1);
			assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded");
		});
	}

	@Test
	void anAsyncMethodTakesItsKeyOnTheOtherThread() {
		this.contexts.run((context) -> {
			String here = Thread.currentThread().getName();
			assertThat(context.getBean(Service.class).async(ApiKey.pooled()).join()).startsWith("one ")
				.doesNotContain(here);
			Calls.assertNothingIsHeld(context);
		});
	}

	@Test
	void anAdviceWithinOursRunsWithEachAttempt() {
		Inner.seen.clear();
		this.contexts.withUserConfiguration(Inner.class).run((context) -> {
			Advisor[] advisors = ((Advised) context.getBean(Service.class)).getAdvisors();
			assertThat(advisors[advisors.length - 2]).isInstanceOf(PooledAdvisor.class);
			assertThat(context.getBean(Service.class).transactional(ApiKey.pooled())).startsWith("two");
			assertThat(Inner.seen).containsExactly("one", "two");
		});
	}

	@Test
	void anAdviceWithinOursSeesTheOneAttemptOfAMethodThatHasNoMore() {
		Inner.seen.clear();
		this.contexts.withUserConfiguration(Inner.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Service.class).once(ApiKey.pooled()))
				.isInstanceOf(Calls.SlowDown.class);
			assertThat(Inner.seen).containsExactly("one");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableCaching
	@EnableTransactionManagement
	@EnableResilientMethods
	static class Around {

		final AtomicInteger outer = new AtomicInteger();

		final List<String> seenAfter = new CopyOnWriteArrayList<>();

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		PlatformTransactionManager transactionManager() {
			return new CountingTransactions();
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor outerAdvisor(ObjectProvider<Around> arounds) {
			NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(
					(MethodInterceptor) (invocation) -> {
						Around around = arounds.getObject();
						around.outer.incrementAndGet();
						try {
							return invocation.proceed();
						}
						finally {
							for (Object argument : invocation.getArguments()) {
								around.seenAfter.add(String.valueOf(argument));
							}
						}
					});
			advisor.setMappedNames("transactional", "put");
			return advisor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inner {

		static final List<String> seen = new CopyOnWriteArrayList<>();

		@Bean
		static AppendingPostProcessor appendingPostProcessor() {
			return new AppendingPostProcessor(seen);
		}

	}

	/** Comes after all that are ordered, as ours is. */
	static class AppendingPostProcessor implements BeanPostProcessor {

		private final DefaultPointcutAdvisor advisor;

		AppendingPostProcessor(List<String> seen) {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.setMappedNames("transactional", "once");
			this.advisor = new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> {
				seen.add(((ApiKey) invocation.getArguments()[0]).value());
				return invocation.proceed();
			});
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof Service && bean instanceof Advised advised) {
				advised.addAdvisor(this.advisor);
			}
			return bean;
		}

	}

	static class CountingTransactions extends AbstractPlatformTransactionManager {

		private int begun;

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.begun++;
			TransactionSynchronizationManager.setCurrentTransactionName(String.valueOf(this.begun));
		}

		@Override
		protected void prepareSynchronization(DefaultTransactionStatus status, TransactionDefinition definition) {
			super.prepareSynchronization(status, definition);
			TransactionSynchronizationManager.setCurrentTransactionName(String.valueOf(this.begun));
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	static class Service {

		private int tries;

		@Cacheable(cacheNames = "calls", key = "#text")
		@PooledApiCall("demo")
		public String cached(String text, ApiKey key) {
			return text + key.value();
		}

		@CachePut("puts")
		@PooledApiCall("demo")
		public String put(String text, @PooledKey String secret) {
			return text + secret.length();
		}

		@Retryable(delay = 0)
		@PooledApiCall("demo")
		public String retried(ApiKey key) {
			if (++this.tries < 3) {
				throw new IllegalStateException("not yet");
			}
			return key.value();
		}

		@Transactional
		@PooledApiCall("demo")
		public String transactional(ApiKey key) {
			if (key.value().equals("one")) {
				throw new Calls.SlowDown();
			}
			return key.value() + " in transaction " + TransactionSynchronizationManager.getCurrentTransactionName();
		}

		@Async
		@PooledApiCall("demo")
		public CompletableFuture<String> async(ApiKey key) {
			return CompletableFuture.completedFuture(key.value() + " " + Thread.currentThread().getName());
		}

		@PooledApiCall(pool = "demo", maxAttempts = 1)
		public String once(ApiKey key) {
			throw new Calls.SlowDown();
		}

	}

}
