package io.apipool.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.apipool.ApiKey;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * OpenAI's own client as one client over a pool's keys, against a server that answers as
 * OpenAI's does.
 */
@Timeout(60)
class OpenAiClientTests {

	private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
		.model("gpt-4o")
		.addUserMessage("hello")
		.build();

	private final ChatServer server = new ChatServer();

	private final RotatingPool rotating = new RotatingPool();

	private final OpenAIClient client = RotatingClients.of(this.rotating.pool(), OpenAIClient.class, this::make);

	OpenAiClientTests() throws IOException {
	}

	private OpenAIClient make(ApiKey key) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(this.server.address())
			.apiKey(key.value())
			.maxRetries(0)
			.timeout(Duration.ofSeconds(20))
			.build();
	}

	@AfterEach
	void close() {
		this.rotating.pools.close();
		this.server.close();
	}

	@Test
	void eachCompletionTakesTheNextKey() {
		assertThat(Stream.generate(() -> text(this.client.chat().completions().create(QUESTION))).limit(3))
			.containsExactly("by secret-a", "by secret-b", "by secret-a");
		assertThat(this.server.taken()).hasSize(3).allMatch((request) -> request.endsWith(" /v1/chat/completions"));
		assertThat(this.rotating.taken()).containsExactly("a ChatCompletionService.create",
				"b ChatCompletionService.create", "a ChatCompletionService.create");
		assertThat(this.rotating.inFlight()).isZero();
	}

	@Test
	void theAsynchronousClientTakesOneKeyACall() {
		OpenAIClientAsync async = this.client.async();
		assertThat(text(async.chat().completions().create(QUESTION).join())).isEqualTo("by secret-a");
		assertThat(text(async.chat().completions().create(QUESTION).join())).isEqualTo("by secret-b");
		assertThat(this.rotating.taken()).containsExactly("a ChatCompletionServiceAsync.create",
				"b ChatCompletionServiceAsync.create");
	}

	@Test
	void aRawResponseIsTheRealOne() {
		try (HttpResponseFor<ChatCompletion> response = this.client.withRawResponse()
			.chat()
			.completions()
			.create(QUESTION)) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(text(response.parse())).isEqualTo("by secret-a");
		}
		assertThat(this.rotating.taken()).containsExactly("a WithRawResponse.create");
	}

	@Test
	void optionsOfOneCallAreNoted() {
		OpenAIClient patient = this.client.withOptions((options) -> options.putHeader("X-Trace", "1"));
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(text(patient.chat().completions().create(QUESTION))).isEqualTo("by secret-a");
	}

	@Test
	void aStreamIsTheRealOne() {
		try (StreamResponse<ChatCompletionChunk> stream = this.client.chat().completions().createStreaming(QUESTION)) {
			assertThat(stream.stream().map(OpenAiClientTests::text)).containsExactly("by secret-a");
		}
		assertThat(this.rotating.taken()).hasSize(1);
	}

	@Test
	void anAsynchronousStreamHoldsItsKeyUntilItIsComplete() {
		List<String> chunks = new CopyOnWriteArrayList<>();
		this.server.throttled.add("secret-a");
		this.client.async()
			.chat()
			.completions()
			.createStreaming(QUESTION)
			.subscribe((chunk) -> chunks.add(text(chunk)))
			.onCompleteFuture()
			.join();
		assertThat(chunks).containsExactly("by secret-b");
		assertThat(this.rotating.ended).containsExactly("a throttled", "b succeeded");
	}

	@Test
	void aThrottledCallIsMadeAgainWithAnotherKey() {
		this.server.throttled.add("secret-a");
		assertThat(text(this.client.chat().completions().create(QUESTION))).isEqualTo("by secret-b");
		assertThat(text(this.client.async().chat().completions().create(QUESTION).join())).isEqualTo("by secret-b");
		assertThat(this.server.taken()).extracting((request) -> request.substring(0, 8))
			.containsExactly("secret-a", "secret-b", "secret-b");
		assertThat(this.rotating.ended).containsExactly("a throttled", "b succeeded", "b succeeded");
		KeySnapshot resting = this.rotating.pool().keys().get(0);
		assertThat(resting.state()).isEqualTo(KeyState.COOLING);
		assertThat(resting.until()).isEqualTo(this.rotating.time.instant().plusSeconds(30));
	}

	@Test
	void whereNoKeyIsLeftTheVendorsOwnExceptionIsThrown() {
		this.server.throttled.addAll(List.of("secret-a", "secret-b"));
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> this.client.chat().completions().create(QUESTION))
			.withMessageContaining("Rate limit reached");
		assertThat(this.server.taken()).hasSize(2);
	}

	@Test
	void closingItTakesNoKey() {
		this.client.chat().completions().create(QUESTION);
		this.rotating.taken();
		this.client.close();
		assertThat(this.rotating.taken()).isEmpty();
		assertThat(this.client).hasToString("OpenAIClient of pool demo");
	}

	private static String text(ChatCompletion completion) {
		return completion.choices().get(0).message().content().orElseThrow();
	}

	private static String text(ChatCompletionChunk chunk) {
		return chunk.choices().get(0).delta().content().orElse("");
	}

}
