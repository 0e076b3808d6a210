package io.apipool.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.apipool.ApiKey;
import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.annotation.PooledApiCall;
import io.apipool.annotation.PooledKey;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page on clients shows compiles as it is printed: it stands below.
 */
class ClientsPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void whatThePageShowsCompiles() throws IOException {
		String page = Files.readString(Path.of("../docs/clients.md"));
		String compiled = bare(Files.readString(Path.of("src/test/java/io/apipool/client/ClientsPageTests.java")));
		List<String> shown = JAVA.matcher(page).results().map((MatchResult block) -> bare(block.group(1))).toList();
		assertThat(shown).hasSize(6).allSatisfy((block) -> assertThat(compiled).contains(block));
	}

	private static String bare(String code) {
		return code.replaceAll("//.*", "").replaceAll("[\\s()]+", "");
	}

	static final class Factory {

		@Bean
		PooledClientFactory<Geocoder> geocoders() {
			return (key) -> new Geocoder(key.value());
		}

	}

	static class Places {

		@PooledApiCall("maps")
		public Place find(String address, @PooledKey Geocoder geocoder) {
			return geocoder.search(address);
		}

	}

	static final class ProbingFactory {

		@Bean
		PooledClientFactory<Geocoder> maps() {
			return new PooledClientFactory<>() {

				@Override
				public Geocoder create(ApiKey key) {
					return new Geocoder(key.value());
				}

				@Override
				public boolean isUsable(Geocoder geocoder) {
					return geocoder.status().isActive();
				}

			};
		}

	}

	static final class Rotating {

		@Bean
		OpenAIClient openai(ApiKeyPools pools) {
			return RotatingClients.of(pools.get("openai"), OpenAIClient.class,
					(key) -> OpenAIOkHttpClient.builder().apiKey(key.value()).maxRetries(0).build());
		}

	}

	String ask(OpenAIClient openai, ChatCompletionCreateParams question) {
		ChatCompletion answer = openai.chat().completions().create(question);
		return answer.id();
	}

	private static Shop said(ApiKeyPool pool) {
		// @formatter:off
		Shop shop = RotatingClients.builder(pool, Shop.class, (key) -> new Shop(key.value()))
			.chainEndsAt((method) -> !method.getName().equals("orders") && RotatingClients.endsChain(method))
			.build();
		// @formatter:on
		return shop;
	}

	@Test
	void aClassThatIsSaidToLeadOnDoes() {
		RotatingPool rotating = new RotatingPool();
		Orders orders = said(rotating.pool()).orders();
		assertThat(rotating.taken()).isEmpty();
		assertThat(orders.count()).isEqualTo("orders of secret-a");
		assertThat(rotating.taken()).containsExactly("a Orders.count");
	}

	static class Shop {

		private final String secret;

		Shop(String secret) {
			this.secret = secret;
		}

		Orders orders() {
			return new Orders(this.secret);
		}

	}

	static class Orders {

		private final String secret;

		Orders(String secret) {
			this.secret = secret;
		}

		String count() {
			return "orders of " + this.secret;
		}

	}

	record Geocoder(String secret) {

		Place search(String address) {
			return new Place(address);
		}

		Status status() {
			return () -> !this.secret.isEmpty();
		}

	}

	record Place(String address) {
	}

	interface Status {

		boolean isActive();

	}

}
