package io.apipool.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page on batches shows compiles as it is printed, and does what it says: it
 * stands below.
 */
@Timeout(20)
class BatchesPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private final Client client = new Client();

	private final Store store = new Store();

	private final List<Coin> coins = List.of(new Coin("btc"), new Coin("eth"), new Coin("btc"));

	@Test
	void whatThePageShowsCompiles() throws IOException {
		String page = Files.readString(Path.of("../docs/batches.md"));
		String compiled = bare(Files.readString(Path.of("src/test/java/io/apipool/batch/BatchesPageTests.java")));
		List<String> shown = JAVA.matcher(page).results().map((MatchResult block) -> bare(block.group(1))).toList();
		assertThat(shown).hasSize(5).allSatisfy((block) -> assertThat(compiled).contains(block));
	}

	private static String bare(String code) {
		return code.replaceAll("//.*", "").replaceAll("[\\s()]+", "");
	}

	@Test
	void whatThePageShowsRuns() {
		try (BatchFixture fixture = BatchFixture.of(2)) {
			BatchCall batch = fixture.batch();
			assertThat(prices(fixture.pool(), this.client, this.coins).results()).containsEntry("btc", new Price("btc"))
				.hasSize(2);
			streamed(batch, this.client, new Coins(this.coins), this.store);
			assertThat(this.store.prices).containsKeys("btc", "eth");
			assertThat(started(batch, this.client, this.coins).join().failed()).isLessThanOrEqualTo(2);
			assertThat(reactive(batch, this.client, this.coins).count().block()).isEqualTo(2);
			assertThat(sideBySide(fixture.pool(), this.client, this.coins)).hasSize(3);
		}
	}

	private BatchResult<String, Price> prices(ApiKeyPool pool, Client client, List<Coin> coins) {
		Progress log = new Progress();
		BatchResult<String, Price> result = BatchCall.on(pool, "prices")
			.concurrency(20)
			.timeout(Duration.ofSeconds(10))
			.retries(3)
			.onProgress((p) -> log.info("{}", p))
			.run(coins, Coin::id, (coin, key) -> client.price(coin.id(), key.value()));
		assertThat(log.lines).endsWith("2 of 2");
		return result;
	}

	private static void streamed(BatchCall batch, Client client, Coins coins, Store store) {
		try (Stream<Coin> all = coins.streamAll()) {
			batch.run(all, Coin::id, (coin, key) -> client.price(coin.id(), key.value()),
					(id, price, error) -> store.save(id, price, error));
		}
	}

	private static CompletableFuture<BatchResult<String, Price>> started(BatchCall batch, Client client,
			List<Coin> coins) {
		BatchRun<String, Price> run = batch.start(coins, Coin::id, (coin, key) -> client.price(coin.id(), key.value()));
		run.cancel();
		CompletableFuture<BatchResult<String, Price>> end = run.toFuture();
		return end;
	}

	private static Flux<BatchItemResult<String, Price>> reactive(BatchCall batch, Client client, List<Coin> coins) {
		Flux<BatchItemResult<String, Price>> prices = ReactiveBatch.stream(batch, coins, Coin::id,
				(coin, key) -> client.price(coin.id(), key.value()));
		return prices;
	}

	private static List<Price> sideBySide(ApiKeyPool pool, Client client, List<Coin> coins) {
		List<Price> prices = pool.callConcurrently("prices", coins,
				(coin, key) -> client.price(coin.id(), key.value()));
		return prices;
	}

	record Coin(String id) {
	}

	record Price(String of) {
	}

	record Coins(List<Coin> all) {

		Stream<Coin> streamAll() {
			return this.all.stream();
		}

	}

	static final class Client {

		Price price(String coin, String key) {
			assertThat(key).startsWith("secret-");
			return new Price(coin);
		}

	}

	static final class Store {

		final Map<String, Price> prices = new ConcurrentHashMap<>();

		void save(String id, @Nullable Price price, @Nullable Throwable error) {
			assertThat(error).isNull();
			this.prices.put(id, price);
		}

	}

	static final class Progress {

		final List<String> lines = new CopyOnWriteArrayList<>();

		void info(String pattern, Object argument) {
			this.lines.add(pattern.replace("{}", argument.toString()));
		}

	}

}
