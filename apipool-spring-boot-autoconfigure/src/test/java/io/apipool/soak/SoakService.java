package io.apipool.soak;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import io.apipool.ApiKey;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import io.apipool.annotation.RateLimited;
import reactor.core.publisher.Mono;

/** What an application has: methods that are given a key, in each of its forms. */
class SoakService {

	private final Sender sender;

	SoakService(Sender sender) {
		this.sender = sender;
	}

	@PooledApiCall(pool = "demo", operation = "annotated", tokens = "50", actual = "tokens: #result")
	@RateLimited("1000/s")
	public int call(ApiKey key, @PooledKey KeyedClient client) throws IOException, InterruptedException {
		return client.send("annotated");
	}

	@PooledApiCall(pool = "demo", operation = "future", tokens = "10", actual = "tokens: #result")
	public CompletionStage<Integer> future(ApiKey key) {
		return this.sender.sendAsync("future", key);
	}

	@PooledApiCall(pool = "demo", operation = "mono", tokens = "10", actual = "tokens: #result")
	public Mono<Integer> mono(ApiKey key) {
		return Mono.fromFuture(() -> this.sender.sendAsync("mono", key));
	}

}
