package io.apipool.aop

import io.apipool.ApiKey
import io.apipool.ApiKeyPoolListener
import io.apipool.KeyLease
import io.apipool.PooledKeys
import io.apipool.RateLimitExceededException
import io.apipool.annotation.PooledApiCall
import io.apipool.annotation.RateLimited
import io.apipool.reactive.ReactivePooledKeys
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.aopalliance.intercept.MethodInterceptor
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.springframework.aop.framework.Advised
import org.springframework.aop.support.AopUtils
import org.springframework.beans.factory.getBean
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import org.springframework.boot.test.context.runner.ApplicationContextRunner

/**
 * Kotlin functions with what else annotations say, and behind each kind of proxy.
 */
class CoroutineAdviceTests {

    private val contexts = Calls.contexts().withBean(Service::class.java).withBean(OfInterface::class.java)

    private fun run(contexts: ApplicationContextRunner = this.contexts, test: suspend (AssertableApplicationContext) -> Unit) {
        contexts.run { context ->
            runBlocking { test(context) }
            Calls.assertNothingIsHeld(context)
        }
    }

    @Test
    fun expressionsSeeArgumentsAndResult() {
        val models = CopyOnWriteArrayList<String?>()
        val used = CopyOnWriteArrayList<Double>()
        val listener = object : ApiKeyPoolListener {

            override fun leased(lease: KeyLease) {
                models += lease.request().model()
            }

            override fun settled(lease: KeyLease, dimension: String, reserved: Double, actual: Double) {
                used += actual
            }

        }
        run(this.contexts.withBean(ApiKeyPoolListener::class.java, { listener })) { context ->
            assertThat(context.getBean<Service>().counted("pro", ApiKey.pooled())).isEqualTo(7)
            assertThat(context.getBean<Service>().counts("flash", ApiKey.pooled()).toList()).containsExactly(3, 9)
            assertThat(models).containsExactly("pro", "flash")
            assertThat(used).contains(7.0, 9.0)
        }
    }

    @Test
    fun aSuspendingFunctionHoldsItsSlotUntilItEnds() = run { context ->
        val service = context.getBean<Service>()
        val first = CompletableDeferred<String>()
        coroutineScope {
            val running = async { service.limited(first) }
            yield()
            val second = async { service.limited(CompletableDeferred("second")) }
            val third = launch { service.limited(CompletableDeferred("third")) }
            yield()
            assertThat(second.isActive).isTrue
            third.cancelAndJoin()
            first.complete("first")
            assertThat(listOf(running.await(), second.await())).containsExactly("first", "second")
        }
        assertThat(service.limited(CompletableDeferred("fourth"))).isEqualTo("fourth")
    }

    @Test
    fun aFlowHoldsItsSlotWhileItIsCollected() = run { context ->
        val service = context.getBean<Service>()
        service.limitedFlow(flowOf("a", "b")).collect {
            assertThatExceptionOfType(RateLimitExceededException::class.java)
                .isThrownBy { runBlocking { service.limitedFlow(flowOf("c")).toList() } }
        }
        assertThat(service.limitedFlow(flowOf("d")).toList()).containsExactly("d")
    }

    @Test
    fun behindAProxyOfItsInterfaceItWorksAsWell() =
        run(this.contexts.withPropertyValues("spring.aop.proxy-target-class=false")) { context ->
            val service = context.getBean<Asking>()
            assertThat(AopUtils.isJdkDynamicProxy(service)).isTrue
            assertThat(service.ask(ApiKey.pooled())).isEqualTo("two")
            assertThat(service.flow(ApiKey.pooled()).single()).isEqualTo("two")
            assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded", "succeeded")
        }

    @Test
    fun adviceWithinOursSeesEachAttempt() = run { context ->
        val service = context.getBean<Service>()
        val attempts = CopyOnWriteArrayList<String>()
        (service as Advised).addAdvice(MethodInterceptor { invocation ->
            attempts += (invocation.arguments[0] as ApiKey).value()
            invocation.proceed()
        })
        assertThat(service.picky(ApiKey.pooled())).isEqualTo("two")
        assertThat(attempts).containsExactly("one", "two")
    }

    @Test
    fun inTheFlowOfASuspendingFunctionReactorsContextKnowsTheKey() = run { context ->
        assertThat(context.getBean<Service>().later(ApiKey.pooled()).toList()).containsExactly("one", "one")
    }

    interface Asking {

        suspend fun ask(key: ApiKey): String

        fun flow(key: ApiKey): Flow<String>

    }

    class OfInterface : Asking {

        @PooledApiCall("demo")
        override suspend fun ask(key: ApiKey): String {
            yield()
            if (key.value() == "one") throw Calls.SlowDown()
            return PooledKeys.current().key().value()
        }

        @PooledApiCall("demo")
        override fun flow(key: ApiKey): Flow<String> = flowOf(key.value())

    }

    open class Service {

        @PooledApiCall(pool = "demo", model = "#text", tokens = "1", actual = ["tokens: #result"])
        open suspend fun counted(text: String, key: ApiKey): Int = 7

        @PooledApiCall(pool = "demo", model = "#text", tokens = "1", actual = ["tokens: #result"])
        open fun counts(text: String, key: ApiKey): Flow<Int> = flowOf(3, 9)

        @RateLimited("1 concurrent", maxWait = "10s")
        open suspend fun limited(answer: CompletableDeferred<String>): String = answer.await()

        @RateLimited("1 concurrent")
        open fun limitedFlow(flow: Flow<String>): Flow<String> = flow

        @PooledApiCall("demo")
        open suspend fun picky(key: ApiKey): String {
            if (key.value() == "one") throw Calls.SlowDown()
            return key.value()
        }

        @PooledApiCall("demo")
        open suspend fun later(key: ApiKey): Flow<String> = flow {
            emit(ReactivePooledKeys.current().awaitSingle().key().value())
            withContext(Dispatchers.Default) { yield() }
            emit(ReactivePooledKeys.current().awaitSingle().key().value())
        }

    }

}
