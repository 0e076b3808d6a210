package io.apipool.aop

import io.apipool.ApiKey
import io.apipool.ApiKeyPools
import io.apipool.PooledKeys
import io.apipool.annotation.PooledApiCall
import io.apipool.annotation.PooledKey
import io.apipool.reactive.ReactivePooledKeys
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeoutException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.springframework.context.ApplicationContext

/**
 * Kotlin functions that suspend, as pooled calls.
 */
class SuspendTests {

    private fun run(vararg properties: String, test: suspend (ApplicationContext, Service) -> Unit) {
        Calls.contexts().withBean(Inner::class.java).withBean(Service::class.java).withPropertyValues(*properties)
            .run { context ->
                runBlocking { withTimeout(60_000) { test(context, context.getBean(Service::class.java)) } }
                Calls.assertNothingIsHeld(context)
            }
    }

    @Test
    fun takesAKeyAndReturnsTheResult() = run { context, service ->
        service.does { key -> key.value() }
        assertThat(service.ask(ApiKey.pooled())).isEqualTo("one")
        assertThat(service.secret("mine")).isEqualTo("two")
        assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "succeeded")
    }

    @Test
    fun runsAgainWithTheNextKeyAlsoAfterItHasSuspended() = run { context, service ->
        service.does { key ->
            withContext(Dispatchers.Default) { yield() }
            if (key.value() == "one") throw Calls.SlowDown()
            key.value()
        }
        assertThat(service.ask(ApiKey.pooled())).isEqualTo("two")
        assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded")
    }

    @Test
    fun whereAllKeysFailTheCallerSeesTheLastException() = run { context, service ->
        service.does { throw Calls.SlowDown() }
        assertThatExceptionOfType(Calls.SlowDown::class.java)
            .isThrownBy { runBlocking { service.ask(ApiKey.pooled()) } }
            .satisfies({ thrown -> assertThat(thrown.suppressed).hasSize(1) })
        assertThat(Calls.of(context).outcomes).containsExactly("throttled", "throttled")
    }

    @Test
    fun anExceptionReachesTheCaller() = run { context, service ->
        service.does { throw IllegalArgumentException("bad prompt") }
        assertThatThrownBy { runBlocking { service.ask(ApiKey.pooled()) } }
            .isInstanceOf(IllegalArgumentException::class.java).hasMessage("bad prompt")
        assertThat(Calls.of(context).outcomes).containsExactly("request-error")
    }

    @Test
    fun nothingIsAResultAndSoIsUnit() = run { context, service ->
        service.does { null }
        assertThat(service.ask(ApiKey.pooled())).isNull()
        service.tell(ApiKey.pooled())
        assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "succeeded")
    }

    @Test
    fun theKeyIsInForceOnWhicheverThreadItRuns() = run { _, service ->
        service.does { key ->
            val seen = mutableListOf(PooledKeys.current().key().value())
            withContext(Dispatchers.IO) { seen += PooledKeys.current().key().value() }
            yield()
            seen += PooledKeys.current().key().value()
            coroutineScope { launch(Dispatchers.Default) { seen += PooledKeys.current().key().value() } }
            seen += ReactivePooledKeys.current().awaitSingle().key().value()
            assertThat(seen).hasSize(5).containsOnly(key.value())
            "seen"
        }
        assertThat(service.ask(ApiKey.pooled())).isEqualTo("seen")
        assertThat(PooledKeys.find()).isEmpty
        withContext(Dispatchers.IO) { assertThat(PooledKeys.find()).isEmpty }
    }

    @Test
    fun itRunsWhereItsCallerRuns() = run { _, service ->
        val threads = CopyOnWriteArrayList<Thread>()
        service.does {
            threads += Thread.currentThread()
            null
        }
        service.ask(ApiKey.pooled())
        withContext(Dispatchers.IO) { service.ask(ApiKey.pooled()) }
        assertThat(threads[0]).isSameAs(Thread.currentThread())
        assertThat(threads[1]).isNotSameAs(Thread.currentThread())
    }

    @Test
    fun aCallWithinACallUsesItsKey() = run { context, service ->
        assertThat(service.around(ApiKey.pooled())).isEqualTo("two two two")
        assertThat(Calls.of(context).leased.toSet()).containsExactly("one", "two")
    }

    @Test
    fun callsAtTheSameTimeHaveKeysOfTheirOwn() = run("apipool.pools.demo.limits=1 concurrent") { _, service ->
        val both = CompletableDeferred<Unit>()
        val keys = CopyOnWriteArrayList<String>()
        service.does { key ->
            keys += key.value()
            if (keys.size == 2) both.complete(Unit) else both.await()
            PooledKeys.current().key().value().also { assertThat(it).isEqualTo(key.value()) }
        }
        coroutineScope {
            val first = async { service.ask(ApiKey.pooled()) }
            val second = async(Dispatchers.Default) { service.ask(ApiKey.pooled()) }
            assertThat(listOf(first.await(), second.await())).containsExactlyInAnyOrder("one", "two")
        }
    }

    @Test
    fun cancelledWhileRunningItIsStopped() = run { context, service ->
        val running = CompletableDeferred<Unit>()
        val stopped = CompletableDeferred<Throwable>()
        service.does {
            try {
                running.complete(Unit)
                awaitCancellation()
            } catch (ex: CancellationException) {
                stopped.complete(ex)
                throw ex
            }
        }
        coroutineScope {
            val call = launch(Dispatchers.Default) { service.ask(ApiKey.pooled()) }
            running.await()
            call.cancelAndJoin()
        }
        stopped.await()
        assertThat(Calls.of(context).outcomes).containsExactly("cancelled")
    }

    @Test
    fun cancelledWhileItWaitsForAKeyItHasTakenNone() = run("apipool.pools.demo.limits=1 concurrent") { context, service ->
        val running = List(2) { CompletableDeferred<Unit>() }
        val entered = CopyOnWriteArrayList<String>()
        service.does { key ->
            entered += key.value()
            running[entered.size - 1].complete(Unit)
            awaitCancellation()
        }
        coroutineScope {
            val holding = List(2) { launch { service.ask(ApiKey.pooled()) } }
            running.forEach { it.await() }
            val waiting = launch { service.ask(ApiKey.pooled()) }
            yield()
            assertThat(snapshot(context).waiting()).isOne
            waiting.cancelAndJoin()
            assertThat(snapshot(context).waiting()).isZero
            holding.forEach { it.cancelAndJoin() }
        }
        assertThat(Calls.of(context).leased).hasSize(2)
        assertThat(Calls.of(context).outcomes).containsExactly("cancelled", "cancelled")
    }

    @Test
    fun manyCallsOfWhichSomeAreCancelledLeaveNothingBehind() = run("apipool.pools.demo.limits=2 concurrent") { context, service ->
        service.does { key ->
            repeat(3) { withContext(Dispatchers.IO) { yield() } }
            PooledKeys.current().key().value().also { assertThat(it).isEqualTo(key.value()) }
        }
        withContext(Dispatchers.Default) {
            val calls = List(150) { launch { service.ask(ApiKey.pooled()) } }
            calls.filterIndexed { index, _ -> index % 3 == 0 }.forEach { it.cancel() }
            calls.joinAll()
            while (snapshot(context).inFlight() > 0 || snapshot(context).waiting() > 0) yield()
        }
        assertThat(Calls.of(context).outcomes).hasSizeGreaterThan(90)
    }

    @Test
    fun itIsBoundedByTheCallTimeout() = run { context, service ->
        val running = CompletableDeferred<Unit>()
        service.does {
            running.complete(Unit)
            awaitCancellation()
        }
        coroutineScope {
            val call = async(Dispatchers.Default) { runCatching { service.ask(ApiKey.pooled()) } }
            running.await()
            Calls.advance(context, Duration.ofSeconds(30))
            assertThat(call.await().exceptionOrNull()).isInstanceOf(TimeoutException::class.java)
        }
        assertThat(Calls.of(context).outcomes).containsExactly("failed")
    }

    private fun snapshot(context: ApplicationContext) =
        context.getBean(ApiKeyPools::class.java).get("demo").snapshot()

    open class Inner {

        @PooledApiCall("demo")
        open suspend fun within(key: ApiKey): String {
            yield()
            if (key.value() == "one") throw Calls.SlowDown()
            return key.value()
        }

        @PooledApiCall("demo")
        open fun blocking(key: ApiKey): String = key.value()

    }

    open class Service(private val inner: Inner) {

        private var body: suspend (ApiKey) -> String? = { null }

        open fun does(body: suspend (ApiKey) -> String?) {
            this.body = body
        }

        @PooledApiCall("demo")
        open suspend fun ask(key: ApiKey): String? = this.body(key)

        @PooledApiCall("demo")
        open suspend fun secret(@PooledKey secret: String): String = secret

        @PooledApiCall("demo")
        open suspend fun tell(key: ApiKey) {
            key.value()
        }

        @PooledApiCall("demo")
        open suspend fun around(key: ApiKey): String =
            key.value() + " " + this.inner.within(ApiKey.pooled()) + " " +
                withContext(Dispatchers.IO) { inner.blocking(ApiKey.pooled()) }

    }

}
