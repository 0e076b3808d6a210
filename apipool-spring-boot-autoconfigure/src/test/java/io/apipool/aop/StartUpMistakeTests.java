package io.apipool.aop;

import java.util.List;
import java.util.stream.Stream;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.annotation.RateLimited;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.definition.InvalidDefinitionException;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each mistake that stops the start, with what it says: the bean, the method, the reason
 * and the way out. No bean is created for it.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpMistakeTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class))
		.withPropertyValues("apipool.pools.demo.keys=canary-secret");

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments(FinalMethod.class, "call", "the method is final", "make it public and not final"),
				arguments(PrivateMethod.class, "call", "the method is private", "make it public"),
				arguments(StaticMethod.class, "call", "the method is static", "make it public and not static"),
				arguments(PackagePrivateMethod.class, "call", "the method is package-private", "make it public"),
				arguments(FinalMethodOfType.class, "call", "the method is final", "make it public and not final"),
				arguments(FinalClass.class, "call", "the class is final and no interface",
						"declare the method in an interface"),
				arguments(RecordClass.class, "call", "the class is final and no interface", "open the class"),
				arguments(ForeignKeyType.class, "call", "nobody makes the @PooledKey Integer",
						"PooledClientFactory<Integer>"),
				arguments(KeyWithoutCall.class, "call", "@PooledKey parameter but no @PooledApiCall",
						"add @PooledApiCall"),
				arguments(KeyWithLimitOnly.class, "call", "@PooledKey parameter but no @PooledApiCall",
						"add @PooledApiCall"),
				arguments(ScheduledWithKey.class, "call", "called by a framework (@Scheduled)", "PooledKeys.current()"),
				arguments(ListenerWithKey.class, "call", "called by a framework (@EventListener)", "another bean"),
				arguments(MappingWithKey.class, "call", "called by a framework (@GetMapping)", "another bean"),
				arguments(BrokenExpression.class, "call", "tokens = '#text.' is not an expression", "SpEL"),
				arguments(UnknownVariable.class, "call", "model = '#request.model' names #request",
						"The method's parameters are #text, #key."),
				arguments(UnknownInNested.class, "call", "names #nobody", "The method's parameters are #text."),
				arguments(ResultTooEarly.class, "call", "names #result", "only in 'actual'"),
				arguments(UnknownBean.class, "call", "names the bean @nobody", "Name a bean"),
				arguments(NoPool.class, "call", "@PooledApiCall names no pool", "@PooledApiCall(\"gemini\")"),
				arguments(BadTokens.class, "call", "tokens = 'many' is not an amount", "expression"),
				arguments(BadUnits.class, "call", "units has 'credits'", "'credits: #n'"),
				arguments(BadWait.class, "call", "maxWait: 'soon' is not a duration", "30s"),
				arguments(BadAttempts.class, "call", "maxAttempts = -1 is negative", "1 for no retry"),
				arguments(BadLimit.class, "call", "'10/fortnight'", "100/m"),
				arguments(BadLimitWait.class, "call", "maxWait: 'soon'", "30s"),
				arguments(NoLimit.class, "call", "neither limits nor a name", "apipool.rate-limits"),
				arguments(BothLimits.class, "call", "both limits and a name", "apipool.rate-limits"),
				arguments(UnknownLimit.class, "call", "no rate limit 'nowhere'", "apipool.rate-limits"),
				arguments(ZeroPermits.class, "call", "permits = '0' would take nothing", "Leave it out"),
				arguments(OwnContinuation.class, "call", "is no suspending function", "Write it in Kotlin"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void stopsTheStart(Class<?> bean, String method, String reason, String advice) {
		this.contexts.withInitializer((context) -> register(context, bean)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(rootCause(context.getStartupFailure())).isInstanceOf(InvalidAnnotationException.class)
				.hasMessageContainingAll(bean.getSimpleName() + "." + method + " (bean 'broken'): ", reason, advice);
			assertThat(context.getStartupFailure().toString()).doesNotContain("canary");
		});
	}

	@Test
	void tellsEveryMistakeAtOnce() {
		this.contexts.withBean(FinalMethod.class).withBean(NoPool.class).run((context) -> {
			InvalidAnnotationException failure = (InvalidAnnotationException) rootCause(context.getStartupFailure());
			assertThat(failure.mistakes()).extracting(InvalidAnnotationException.Mistake::method)
				.containsExactly("FinalMethod.call", "NoPool.call");
		});
	}

	@Test
	void twoNamesOfOnePoolStopTheStart() {
		this.contexts.withBean("broken", TwoPools.class)
			.run((context) -> assertThat(rootCause(context.getStartupFailure()))
				.isInstanceOf(InvalidAnnotationException.class)
				.hasMessageContainingAll("TwoPools (bean 'broken'): ", "[other] and [demo]", "name the pool once"));
	}

	@Test
	void anAnnotationsPoolWithoutKeysStopsTheStart() {
		this.contexts.withBean(ElsewherePool.class)
			.run((context) -> assertThat(rootCause(context.getStartupFailure()))
				.isInstanceOf(InvalidDefinitionException.class)
				.hasMessageContainingAll("elsewhere", "ELSEWHERE_API_KEY_1", "apipool.pools.elsewhere.keys"));
	}

	@Test
	void anAnnotationAloneDefinesAPoolWhoseKeysAreInTheEnvironment() {
		this.contexts.withBean(ElsewherePool.class)
			.withPropertyValues("ELSEWHERE_API_KEY_1=a", "ELSEWHERE_API_KEY_2=b")
			.run((context) -> assertThat(context.getBean(ElsewherePool.class).call(ApiKey.pooled()))
				.isEqualTo("elsewhere-1"));
	}

	@Test
	void aTransactionOnTheSameMethodIsWarnedOfOnce(CapturedOutput output) {
		this.contexts.withBean(InTransaction.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getOut()).containsOnlyOnce("@PooledApiCall and @Transactional on the same method")
				.contains("InTransaction.first", "InTransaction.second")
				.doesNotContain("InTransaction.without");
		});
	}

	@Test
	void theFrameworkMayCallAMethodThatTakesNoKey() {
		this.contexts.withBean(ScheduledWithoutKey.class).run((context) -> assertThat(context).hasNotFailed());
	}

	private static void register(ConfigurableApplicationContext context, Class<?> bean) {
		RootBeanDefinition definition = new RootBeanDefinition(bean);
		definition.setLazyInit(true);
		((GenericApplicationContext) context).registerBeanDefinition("broken", definition);
	}

	private static Throwable rootCause(Throwable failure) {
		return (failure.getCause() != null) ? rootCause(failure.getCause()) : failure;
	}

	static class FinalMethod {

		@PooledApiCall("demo")
		public final void call() {
		}

	}

	static class PrivateMethod {

		@PooledApiCall("demo")
		private void call() {
		}

	}

	static class StaticMethod {

		@PooledApiCall("demo")
		public static void call() {
		}

	}

	static class PackagePrivateMethod {

		@PooledApiCall("demo")
		void call() {
		}

	}

	@PooledApiCall("demo")
	static class FinalMethodOfType {

		public final void call() {
		}

	}

	static final class FinalClass {

		@PooledApiCall("demo")
		public void call() {
		}

	}

	record RecordClass() {

		@PooledApiCall("demo")
		public void call() {
		}

	}

	static class ForeignKeyType {

		@PooledApiCall("demo")
		public void call(@PooledKey Integer client) {
		}

	}

	static class KeyWithoutCall {

		public void call(@PooledKey String secret) {
		}

	}

	static class KeyWithLimitOnly {

		@RateLimited("10/m")
		public void call(@PooledKey String secret) {
		}

	}

	static class ScheduledWithKey {

		@Scheduled(fixedDelay = 1000)
		@PooledApiCall("demo")
		public void call(ApiKey key) {
		}

	}

	static class ScheduledWithoutKey {

		@Scheduled(fixedDelay = 1000)
		@PooledApiCall("demo")
		public void call() {
		}

	}

	static class ListenerWithKey {

		@EventListener
		@PooledApiCall("demo")
		public void call(String event, ApiKey key) {
		}

	}

	static class MappingWithKey {

		@GetMapping
		@PooledApiCall("demo")
		public void call(ApiKey key) {
		}

	}

	static class BrokenExpression {

		@PooledApiCall(pool = "demo", tokens = "#text.")
		public void call(String text) {
		}

	}

	static class UnknownVariable {

		@PooledApiCall(pool = "demo", model = "#request.model")
		public void call(String text, ApiKey key) {
		}

	}

	static class UnknownInNested {

		@PooledApiCall(pool = "demo", tokens = "#text.substring(1, #nobody).length()")
		public void call(String text) {
		}

	}

	static class ResultTooEarly {

		@PooledApiCall(pool = "demo", tokens = "#result.tokens")
		public void call() {
		}

	}

	static class UnknownBean {

		@PooledApiCall(pool = "demo", tokens = "@nobody.count(#text)")
		public void call(String text) {
		}

	}

	static class NoPool {

		@PooledApiCall
		public void call() {
		}

	}

	static class TwoPools {

		@PooledApiCall(value = "demo", pool = "other")
		public void call() {
		}

	}

	static class ElsewherePool {

		@PooledApiCall("elsewhere")
		public String call(ApiKey key) {
			return key.id();
		}

	}

	static class BadTokens {

		@PooledApiCall(pool = "demo", tokens = "many")
		public void call() {
		}

	}

	static class BadUnits {

		@PooledApiCall(pool = "demo", units = "credits")
		public void call() {
		}

	}

	static class BadWait {

		@PooledApiCall(pool = "demo", maxWait = "soon")
		public void call() {
		}

	}

	static class BadAttempts {

		@PooledApiCall(pool = "demo", maxAttempts = -1)
		public void call() {
		}

	}

	static class BadLimit {

		@RateLimited("10/fortnight")
		public void call() {
		}

	}

	static class BadLimitWait {

		@RateLimited(value = "10/m", maxWait = "soon")
		public void call() {
		}

	}

	static class NoLimit {

		@RateLimited
		public void call() {
		}

	}

	static class BothLimits {

		@RateLimited(value = "10/m", name = "writes")
		public void call() {
		}

	}

	static class UnknownLimit {

		@RateLimited(name = "nowhere")
		public void call() {
		}

	}

	static class ZeroPermits {

		@RateLimited(value = "10/m", permits = "0")
		public void call() {
		}

	}

	static class OwnContinuation {

		@PooledApiCall("demo")
		public Object call(String text, Continuation<? super String> continuation) {
			return List.of();
		}

	}

	static class InTransaction {

		@Transactional
		@PooledApiCall("demo")
		public void first() {
		}

		@Transactional
		@PooledApiCall("demo")
		public void second() {
		}

		@PooledApiCall("demo")
		public void without() {
		}

	}

}
