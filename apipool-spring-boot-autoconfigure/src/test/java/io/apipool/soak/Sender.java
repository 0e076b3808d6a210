package io.apipool.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.apipool.ApiKey;

/**
 * Sends requests as an SDK does. Each carries a number of its own, and is a POST: the
 * JDK's client would send a GET twice without telling.
 */
final class Sender {

	/** Tokens of each answer. */
	static final int TOKENS = 20;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.executor(threads())
		.build();

	private final URI base;

	private final Tally tally;

	private final Duration timeout;

	Sender(URI base, Tally tally, Duration timeout) {
		this.base = base;
		this.tally = tally;
		this.timeout = timeout;
	}

	/** The client's own threads idle for a minute, for which everybody would wait. */
	private static ExecutorService threads() {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), (task) -> {
			Thread thread = new Thread(task, "soak-client");
			thread.setDaemon(true);
			return thread;
		});
	}

	HttpClient http() {
		return this.http;
	}

	int send(String operation, ApiKey key) throws IOException, InterruptedException {
		long number = this.tally.sending(operation, key.id());
		return answered(this.http.send(request(number, key), BodyHandlers.ofString()), number, operation, key);
	}

	CompletableFuture<Integer> sendAsync(String operation, ApiKey key) {
		long number = this.tally.sending(operation, key.id());
		return this.http.sendAsync(request(number, key), BodyHandlers.ofString())
			.thenApply((answer) -> answered(answer, number, operation, key));
	}

	private HttpRequest request(long number, ApiKey key) {
		return HttpRequest.newBuilder(this.base)
			.timeout(this.timeout)
			.header("Authorization", "Bearer " + key.value())
			.header("X-Call-Id", Long.toString(number))
			.POST(BodyPublishers.noBody())
			.build();
	}

	private int answered(HttpResponse<String> answer, long number, String operation, ApiKey key) {
		this.tally.answered(number, operation, key.id(), answer.statusCode());
		if (answer.statusCode() / 100 != 2) {
			throw new AnswerException(answer.statusCode(), answer.headers());
		}
		return TOKENS;
	}

}
