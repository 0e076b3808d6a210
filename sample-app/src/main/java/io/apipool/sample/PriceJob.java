package io.apipool.sample;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.batch.BatchCall;
import io.apipool.batch.BatchResult;
import io.apipool.batch.BatchRun;
import io.apipool.sample.PriceClient.Price;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code --job=prices}: asks for thousands of prices in a batch, with a progress line,
 * and prints what came of it. Ctrl-C closes the application, which stops the batch: what
 * was done until then is printed before anything else ends.
 */
@Component
@Order(0)
class PriceJob implements ApplicationRunner, ApplicationListener<ContextClosedEvent> {

	private static final int REPEATED = 40;

	private final PrintStream out = System.out;

	private final ApiKeyPools pools;

	private final PriceClient client;

	private final KeyTable table;

	private final int items;

	private final AtomicReference<@Nullable BatchRun<String, Price>> batch = new AtomicReference<>();

	private final CompletableFuture<@Nullable Void> printed = new CompletableFuture<>();

	PriceJob(ApiKeyPools pools, PriceClient client, KeyTable table, @Value("${sample.items}") int items) {
		this.pools = pools;
		this.client = client;
		this.table = table;
		this.items = items;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (!args.containsOption("job")) {
			return;
		}
		this.out.printf("Asking for the prices of %d items with the pool 'prices'%n", this.items);
		try {
			BatchRun<String, Price> running = start();
			this.batch.set(running);
			print(running.result());
		}
		finally {
			this.printed.complete(null);
		}
	}

	private BatchRun<String, Price> start() {
		ApiKeyPool pool = this.pools.get("prices");
		return BatchCall.on(pool, "prices")
			.concurrency(60)
			.timeout(Duration.ofSeconds(10))
			.retries(3)
			.onProgress(new ProgressLine(this.out, ProgressLine.isTerminal(), System::nanoTime))
			.start(coins(), (coin) -> coin, (coin, key) -> this.client.price(coin, key.value()));
	}

	/** Now and then the same one twice, as lists from elsewhere have it. */
	private List<String> coins() {
		return IntStream.range(0, this.items)
			.map((number) -> (number % REPEATED == REPEATED - 1) ? number - 1 : number)
			.mapToObj((number) -> "coin-" + number)
			.toList();
	}

	private void print(BatchResult<String, Price> result) {
		long cutOff = result.errors().values().stream().filter(CancellationException.class::isInstance).count();
		this.out.printf("%n%s after %.1f s: %d of %d distinct items succeeded, %d failed%s%n%n%s%n",
				result.cancelled() ? "Stopped" : "Done", result.elapsed().toMillis() / 1000.0, result.succeeded(),
				result.total(), result.failed() - cutOff, (cutOff > 0) ? ", " + cutOff + " were cut off" : "",
				this.table.print("prices"));
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent closed) {
		BatchRun<String, Price> running = this.batch.get();
		if (running != null) {
			running.cancel();
			this.printed.join();
		}
	}

}
