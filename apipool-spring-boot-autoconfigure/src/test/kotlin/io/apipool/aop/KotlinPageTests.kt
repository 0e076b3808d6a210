package io.apipool.aop

import io.apipool.ApiKey
import io.apipool.annotation.PooledApiCall
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.stereotype.Service

/**
 * What the page on Kotlin shows compiles as it is printed, and works: it stands below.
 */
class KotlinPageTests {

    @Test
    fun whatThePageShowsStandsBelow() {
        val page = Files.readString(Path.of("../docs/kotlin.md"))
        val shown = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(page).map { it.groupValues[1] }.toList()
        val here = Files.readString(Path.of("src/test/kotlin/io/apipool/aop/KotlinPageTests.kt"))
        assertThat(shown).hasSize(1).allSatisfy({ block -> assertThat(here).contains(block) })
    }

    @Test
    fun callersLeaveTheKeyOut() {
        Calls.contexts().withPropertyValues("apipool.pools.coins.keys=one,two").withBean(PriceClient::class.java)
            .withBean(Prices::class.java).run { context ->
                val prices = context.getBean(Prices::class.java)
                runBlocking {
                    assertThat(prices.price("btc", "EUR")).isEqualTo(Price("btc EUR one"))
                    assertThat(prices.ticker("btc").toList()).containsExactly(Price("btc two"), Price("btc two"))
                }
                Calls.assertNothingIsHeld(context)
            }
    }

}

data class Price(val text: String)

class PriceClient {

    suspend fun price(coin: String, currency: String, secret: String): Price {
        yield()
        return Price("$coin $currency $secret")
    }

    fun ticker(coin: String, secret: String): Flow<Price> = flow {
        repeat(2) { emit(Price("$coin $secret")) }
    }

}

@Service
class Prices(private val client: PriceClient) {

    @PooledApiCall("coins", model = "#currency")
    suspend fun price(coin: String, currency: String, key: ApiKey = ApiKey.pooled()): Price =
        client.price(coin, currency, key.value())

    @PooledApiCall("coins")
    fun ticker(coin: String, key: ApiKey = ApiKey.pooled()): Flow<Price> = client.ticker(coin, key.value())

}
