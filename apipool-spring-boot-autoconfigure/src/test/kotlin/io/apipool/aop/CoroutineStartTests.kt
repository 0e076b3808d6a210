package io.apipool.aop

import io.apipool.ApiKey
import io.apipool.annotation.PooledApiCall
import java.util.concurrent.CompletableFuture
import java.util.stream.Stream
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.boot.test.context.FilteredClassLoader
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import reactor.core.publisher.Mono

/**
 * Which Kotlin methods stop the start, and what is said of them.
 */
class CoroutineStartTests {

    private fun assertRefused(bean: Class<*>, missing: String, vararg said: String) {
        Calls.contexts().withClassLoader(FilteredClassLoader(missing)).withBean("broken", bean)
            .run { context: AssertableApplicationContext ->
                assertThat(context).hasFailed()
                assertThat(generateSequence(context.startupFailure) { it.cause }.last())
                    .isInstanceOf(InvalidAnnotationException::class.java).hasMessageContainingAll(*said)
            }
    }

    @ParameterizedTest
    @ValueSource(classes = [Suspends::class, Flows::class])
    fun withoutReactorsCoroutinesTheStartSaysWhatIsMissing(bean: Class<*>) = assertRefused(
        bean, "kotlinx.coroutines.reactor", "${bean.simpleName}.call (bean 'broken'): ",
        "kotlinx-coroutines-reactor is not on the class path", "Add kotlinx-coroutines-reactor"
    )

    @Test
    fun withoutReflectionTheStartSaysWhatIsMissing() =
        assertRefused(Suspends::class.java, "kotlin.reflect.full", "Suspends.call", "Add kotlin-reflect")

    @ParameterizedTest
    @ValueSource(classes = [SuspendsForStage::class, SuspendsForMono::class, SuspendsForStream::class])
    fun whatEndsLaterThanTheFunctionIsRefused(bean: Class<*>) =
        assertRefused(bean, "nothing", "${bean.simpleName}.call", "it suspends and returns a ", "return the value itself")

    @ParameterizedTest
    @ValueSource(classes = [NamesTheContinuation::class, CountsTheContinuation::class])
    fun theContinuationIsNoParameter(bean: Class<*>) = assertRefused(
        bean, "nothing", "which is no parameter of the method", "The method's parameters are #text, #key."
    )

    @Test
    fun aFinalFunctionIsRefused() = assertRefused(Final::class.java, "nothing", "Final.call", "the method is final")

    open class Suspends {

        @PooledApiCall("demo")
        open suspend fun call(key: ApiKey): String = key.value()

    }

    open class Flows {

        @PooledApiCall("demo")
        open fun call(key: ApiKey): Flow<String> = emptyFlow()

    }

    open class SuspendsForStage {

        @PooledApiCall("demo")
        open suspend fun call(key: ApiKey): CompletableFuture<String> = CompletableFuture()

    }

    open class SuspendsForMono {

        @PooledApiCall("demo")
        open suspend fun call(key: ApiKey): Mono<String> = Mono.empty()

    }

    open class SuspendsForStream {

        @PooledApiCall("demo")
        open suspend fun call(key: ApiKey): Stream<String> = Stream.empty()

    }

    open class NamesTheContinuation {

        @PooledApiCall(pool = "demo", model = "#completion")
        open suspend fun call(text: String, key: ApiKey): String = text

    }

    open class CountsTheContinuation {

        @PooledApiCall(pool = "demo", model = "#p2")
        open suspend fun call(text: String, key: ApiKey): String = text

    }

    open class Final {

        @PooledApiCall("demo")
        suspend fun call(key: ApiKey): String = key.value()

    }

}
