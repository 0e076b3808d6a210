package io.apipool.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.LimitSnapshot;
import io.apipool.autoconfigure.ApiPoolAutoConfiguration;
import io.apipool.autoconfigure.HttpPoolsAutoConfiguration;
import io.apipool.autoconfigure.PooledRestClientsAutoConfiguration;
import io.apipool.autoconfigure.PooledWebClientsAutoConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Models that somebody else's server plays, in the dialects of their providers.
 */
@Tag("any-jdk")
@Timeout(120)
class AimockTests {

	private static final String ANSWER = "Keys are counted by those who gave them.";

	private static Aimock server;

	@BeforeAll
	static void start() throws Exception {
		server = Aimock.start("{\"fixtures\":[" + throttles()
				+ """
						{"match":{"userMessage":"throttled"},"response":{"content":"served","usage":{"input_tokens":7,"output_tokens":3}}},
						{"match":{"userMessage":"hello"},"response":{"content":"%s","usage":{"input_tokens":11,"output_tokens":5}}}
						]}"""
					.formatted(ANSWER));
	}

	/** The first question of each kind is throttled. */
	private static String throttles() {
		return situations().map((each) -> question((Dialect) each.get()[0], (Client) each.get()[1]))
			.map("""
					{"match":{"userMessage":"%s","sequenceIndex":0},"response":{"status":429,
					"error":{"message":"Too fast","type":"rate_limit_error","code":"rate_limit_exceeded"}}},"""::formatted)
			.collect(Collectors.joining("\n"));
	}

	private static String question(Dialect dialect, Client client) {
		return "throttled " + dialect + " " + client;
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (server != null) {
			server.close();
		}
	}

	static Stream<Arguments> situations() {
		return Arrays.stream(Dialect.values())
			.flatMap((dialect) -> Arrays.stream(Client.values()).map((client) -> arguments(dialect, client)));
	}

	@ParameterizedTest
	@MethodSource("situations")
	void anAnswerSettlesItsTokens(Dialect dialect, Client client) {
		run(dialect, "good-one,good-two", (context) -> {
			assertThat(client.post(context, dialect.path, dialect.body("hello"))).contains(ANSWER);
			assertThat(tokens(context)).isEqualTo(16);
			assertThat(pool(context).snapshot().inFlight()).isZero();
		});
	}

	@ParameterizedTest
	@MethodSource("situations")
	void aStreamSettlesItsTokens(Dialect dialect, Client client) {
		run(dialect, "good-one,good-two", (context) -> {
			assertThat(client.post(context, dialect.streamPath, dialect.stream("hello"))).startsWith(dialect.begin)
				.contains("who gave");
			assertThat(tokens(context)).isEqualTo(16);
			assertThat(pool(context).snapshot().inFlight()).isZero();
		});
	}

	@ParameterizedTest
	@MethodSource("situations")
	void aRejectedKeyIsLeftOutAndAnotherServes(Dialect dialect, Client client) {
		run(dialect, "bad,good-one", (context) -> {
			assertThat(client.post(context, dialect.path, dialect.body("hello"))).contains(ANSWER);
			assertThat(states(context)).containsExactly(KeyState.INVALID, KeyState.USABLE);
			assertThat(tokens(context)).isEqualTo(16);
		});
	}

	@ParameterizedTest
	@MethodSource("situations")
	void whereAllKeysAreRejectedTheCallerSeesTheAnswer(Dialect dialect, Client client) {
		run(dialect, "bad,worse", (context) -> {
			client.isUnauthorized(context, dialect.path, dialect.body("hello"));
			assertThat(states(context)).containsExactly(KeyState.INVALID, KeyState.INVALID);
			assertThat(tokens(context)).isZero();
		});
	}

	@ParameterizedTest
	@MethodSource("situations")
	void aThrottledKeyRestsAndAnotherServes(Dialect dialect, Client client) {
		run(dialect, "good-one,good-two", (context) -> {
			assertThat(client.post(context, dialect.path, dialect.body(question(dialect, client)))).contains("served");
			assertThat(states(context)).containsExactly(KeyState.COOLING, KeyState.USABLE);
			assertThat(tokens(context)).isEqualTo(10);
			if (dialect == Dialect.OPENAI) {
				assertThat(pool(context).snapshot().groups().get(0).learnt()).extracting(LearntLimit::limit)
					.containsExactly(60.0, 150_000.0);
			}
		});
	}

	private static void run(Dialect dialect, String keys, Consumer<ApplicationContext> test) {
		String pool = "apipool.pools.models.";
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApiPoolAutoConfiguration.class, HttpPoolsAutoConfiguration.class,
					PooledRestClientsAutoConfiguration.class, PooledWebClientsAutoConfiguration.class))
			.withPropertyValues(pool + "provider=" + dialect.provider, pool + "base-url=" + server.url() + dialect.base,
					pool + "keys=" + keys, pool + "pool-limits=1M tokens/m", pool + "max-wait=0s")
			.run(test::accept);
	}

	private static ApiKeyPool pool(ApplicationContext context) {
		return context.getBean(ApiKeyPools.class).get("models");
	}

	private static double tokens(ApplicationContext context) {
		return pool(context).snapshot().limits().stream().mapToDouble(LimitSnapshot::used).sum();
	}

	private static List<KeyState> states(ApplicationContext context) {
		return pool(context).keys().stream().map(KeySnapshot::state).toList();
	}

	/**
	 * How a provider is spoken to.
	 */
	enum Dialect {

		OPENAI("openai", "/v1", "/chat/completions", "/chat/completions", "data:"),

		ANTHROPIC("anthropic", "", "/v1/messages", "/v1/messages", "event: message_start"),

		GEMINI("gemini", "", "/v1beta/models/gemini-2.5-pro:generateContent",
				"/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", "data:");

		private final String provider;

		private final String base;

		private final String path;

		private final String streamPath;

		private final String begin;

		Dialect(String provider, String base, String path, String streamPath, String begin) {
			this.provider = provider;
			this.base = base;
			this.path = path;
			this.streamPath = streamPath;
			this.begin = begin;
		}

		String body(String question) {
			return (this == GEMINI)
					? "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + question
							+ "\"}]}],\"generationConfig\":{\"maxOutputTokens\":500}}"
					: "{\"model\":\"some-model\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
							+ question + "\"}]}";
		}

		String stream(String question) {
			String body = body(question);
			return (this == GEMINI) ? body : body.substring(0, body.length() - 1) + ",\"stream\":true"
					+ ((this == OPENAI) ? ",\"stream_options\":{\"include_usage\":true}}" : "}");
		}

	}

	/**
	 * Who sends.
	 */
	enum Client {

		REST_CLIENT {

			@Override
			String post(ApplicationContext context, String path, String body) {
				return context.getBean(PooledRestClients.class)
					.create("models")
					.post()
					.uri(path)
					.contentType(MediaType.APPLICATION_JSON)
					.body(body)
					.retrieve()
					.body(String.class);
			}

			@Override
			void isUnauthorized(ApplicationContext context, String path, String body) {
				assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
					.isThrownBy(() -> post(context, path, body));
			}

		},

		WEB_CLIENT {

			@Override
			String post(ApplicationContext context, String path, String body) {
				return context.getBean(PooledWebClients.class)
					.create("models")
					.post()
					.uri(path)
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue(body)
					.exchangeToMono((response) -> response.statusCode().isError() ? response.createError()
							: response.bodyToFlux(DataBuffer.class).map(Client::text).collect(Collectors.joining()))
					.block();
			}

			@Override
			void isUnauthorized(ApplicationContext context, String path, String body) {
				assertThatExceptionOfType(WebClientResponseException.Unauthorized.class)
					.isThrownBy(() -> post(context, path, body));
			}

		};

		private static String text(DataBuffer buffer) {
			String text = buffer.toString(StandardCharsets.UTF_8);
			DataBufferUtils.release(buffer);
			return text;
		}

		abstract String post(ApplicationContext context, String path, String body);

		abstract void isUnauthorized(ApplicationContext context, String path, String body);

	}

}
