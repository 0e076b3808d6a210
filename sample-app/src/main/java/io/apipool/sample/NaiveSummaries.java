package io.apipool.sample;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/**
 * What teams write by hand: keys in turn, and after a 429 a short pause and the next key.
 */
@Component
class NaiveSummaries {

	private static final int PAUSE_MILLIS = 250;

	private final AtomicInteger turn = new AtomicInteger();

	private final GeminiClient client;

	private final List<String> secrets;

	NaiveSummaries(GeminiClient client, Environment environment) {
		this.client = client;
		String prefix = environment.getRequiredProperty("apipool.pools.gemini.env-prefix");
		this.secrets = IntStream.rangeClosed(1, 3)
			.mapToObj((number) -> environment.getProperty(prefix + "_" + number, ""))
			.toList();
	}

	String summarize(String text) {
		while (true) {
			try {
				int next = Math.floorMod(this.turn.getAndIncrement(), this.secrets.size());
				return this.client.generate("Summarise in one sentence: " + text, this.secrets.get(next));
			}
			catch (HttpClientErrorException.TooManyRequests ex) {
				pause();
			}
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
