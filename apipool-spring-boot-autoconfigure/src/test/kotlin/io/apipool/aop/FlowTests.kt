package io.apipool.aop

import io.apipool.ApiKey
import io.apipool.PooledKeys
import io.apipool.annotation.PooledApiCall
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.springframework.context.ApplicationContext

/**
 * Kotlin flows, as pooled calls: of plain functions and of those that suspend before they
 * return one.
 */
class FlowTests {

    private fun run(test: suspend (ApplicationContext, Service) -> Unit) {
        Calls.contexts().withBean(Service::class.java).run { context ->
            runBlocking { withTimeout(60_000) { test(context, context.getBean(Service::class.java)) } }
            Calls.assertNothingIsHeld(context)
        }
    }

    @ParameterizedTest
    @EnumSource
    fun eachCollectionIsACallOfItsOwn(form: Form) = run { context, service ->
        service.does { key -> flowOf(key.value(), "b") }
        val flow = form.of(service)
        assertThat(Calls.of(context).leased).isEmpty()
        assertThat(flow.toList()).containsExactly("one", "b")
        assertThat(flow.toList()).containsExactly("two", "b")
        assertThat(Calls.of(context).outcomes).containsExactly("succeeded", "succeeded")
    }

    @ParameterizedTest
    @EnumSource
    fun anEmptyFlowSucceeds(form: Form) = run { context, service ->
        service.does { emptyFlow() }
        assertThat(form.of(service).toList()).isEmpty()
        assertThat(Calls.of(context).outcomes).containsExactly("succeeded")
    }

    @ParameterizedTest
    @EnumSource
    fun beforeItsFirstElementItRunsAgainWithTheNextKey(form: Form) = run { context, service ->
        service.does { key ->
            flow {
                yield()
                if (key.value() == "one") throw Calls.SlowDown()
                emit(key.value())
            }
        }
        assertThat(form.of(service).toList()).containsExactly("two")
        assertThat(Calls.of(context).outcomes).containsExactly("throttled", "succeeded")
    }

    @ParameterizedTest
    @EnumSource
    fun afterItsFirstElementItIsNotTriedAgain(form: Form) = run { context, service ->
        service.does {
            flow {
                emit("a")
                throw Calls.SlowDown()
            }
        }
        val seen = mutableListOf<String>()
        assertThatExceptionOfType(Calls.SlowDown::class.java)
            .isThrownBy { runBlocking { form.of(service).collect { seen += it } } }
        assertThat(seen).containsExactly("a")
        assertThat(Calls.of(context).outcomes).containsExactly("throttled")
    }

    @ParameterizedTest
    @EnumSource
    fun whoHasEnoughCancelsTheCall(form: Form) = run { context, service ->
        val emitted = CopyOnWriteArrayList<Int>()
        service.does {
            flow {
                repeat(1_000) {
                    emitted += it
                    emit(it.toString())
                }
                awaitCancellation()
            }
        }
        assertThat(form.of(service).first()).isEqualTo("0")
        assertThat(form.of(service).take(3).toList()).containsExactly("0", "1", "2")
        assertThat(Calls.of(context).outcomes).containsExactly("cancelled", "cancelled")
    }

    @Test
    fun whatIsNotWantedIsNotFetched() = run { context, service ->
        val emitted = CopyOnWriteArrayList<Int>()
        service.does {
            flow {
                repeat(1_000) {
                    emitted += it
                    emit(it.toString())
                }
            }
        }
        assertThat(service.prices(ApiKey.pooled()).take(3).toList()).hasSize(3)
        assertThat(emitted).hasSizeLessThanOrEqualTo(5)
        assertThat(Calls.of(context).outcomes).containsExactly("cancelled")
    }

    @Test
    fun whatTheCollectorThrowsIsNotTheProvidersFailure() = run { context, service ->
        service.does { flowOf("a", "b") }
        assertThatExceptionOfType(Calls.SlowDown::class.java)
            .isThrownBy { runBlocking { service.prices(ApiKey.pooled()).collect { throw Calls.SlowDown() } } }
        assertThat(Calls.of(context).outcomes).containsExactly("cancelled")
    }

    @Test
    fun theKeyIsInForceWhileTheFlowRunsAndNotWhereItIsCollected() = run { _, service ->
        service.does {
            flow {
                emit(PooledKeys.current().key().value())
                yield()
                emit(PooledKeys.current().key().value())
                withContext(Dispatchers.IO) { check(PooledKeys.current().key().value() == "one") }
            }
        }
        service.prices(ApiKey.pooled()).collect {
            assertThat(it).isEqualTo("one")
            assertThat(PooledKeys.find()).isEmpty
        }
    }

    @Test
    fun itRunsWhereItIsCollected() = run { _, service ->
        val threads = CopyOnWriteArrayList<Thread>()
        service.does {
            flow {
                withContext(Dispatchers.Default) { yield() }
                threads += Thread.currentThread()
                emit("a")
            }
        }
        service.prices(ApiKey.pooled()).first()
        service.prices(ApiKey.pooled()).flowOn(Dispatchers.IO).first()
        assertThat(threads[0]).isSameAs(Thread.currentThread())
        assertThat(threads[1]).isNotSameAs(Thread.currentThread())
    }

    enum class Form {

        PLAIN {
            override suspend fun of(service: Service) = service.prices(ApiKey.pooled())
        },

        SUSPENDING {
            override suspend fun of(service: Service) = service.searched(ApiKey.pooled())
        };

        abstract suspend fun of(service: Service): Flow<String>

    }

    open class Service {

        private var body: (ApiKey) -> Flow<String> = { emptyFlow() }

        open fun does(body: (ApiKey) -> Flow<String>) {
            this.body = body
        }

        @PooledApiCall("demo")
        open fun prices(key: ApiKey): Flow<String> = this.body(key)

        @PooledApiCall("demo")
        open suspend fun searched(key: ApiKey): Flow<String> {
            yield()
            return this.body(key)
        }

    }

}
