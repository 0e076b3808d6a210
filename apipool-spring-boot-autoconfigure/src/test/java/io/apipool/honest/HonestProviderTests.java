package io.apipool.honest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("any-jdk")
class HonestProviderTests {

	private static final Duration DAY = Duration.ofDays(1);

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void anUnknownOrRejectedKeyIsAnswered401AndCountedNowhere() throws Exception {
		try (HonestProvider provider = HonestProvider.builder().keys("a").start()) {
			assertThat(get(provider, "nobody").statusCode()).isEqualTo(401);
			provider.reject("a");
			assertThat(get(provider, "a").statusCode()).isEqualTo(401);
			provider.readmit("a");
			assertThat(get(provider, "a").statusCode()).isEqualTo(200);
			provider.add("b");
			assertThat(get(provider, "b").statusCode()).isEqualTo(200);
			assertThat(provider.report().rejected()).isEqualTo(2);
			assertThat(provider.report().accepted()).isEqualTo(2);
		}
	}

	@Test
	void whatIsBeyondIsAnswered429AndReportedPerKey() throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.account("acme", "a", "b")
			.limits(Quota.sliding(2, DAY))
			.announced()
			.start()) {
			assertThat(get(provider, "a").headers().firstValue("X-RateLimit-Remaining")).hasValue("1");
			get(provider, "b");
			HttpResponse<String> beyond = get(provider, "b");
			assertThat(beyond.statusCode()).isEqualTo(429);
			assertThat(beyond.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(86_300L, 86_400L);
			assertThat(beyond.headers().firstValue("X-RateLimit-Limit")).hasValue("2");
			assertThat(provider.report().beyond("a")).isZero();
			assertThat(provider.report().beyond("b")).isEqualTo(1);
			assertThat(provider.report().calls("b")).isEqualTo(2);
		}
	}

	@Test
	void theResetIsWhenAllThatIsCountedHasLeft() {
		long week = DAY.toNanos() * 7;
		assertThat(announced(Quota.fixed(2, DAY), 0).resetIn()).isBetween(1L, DAY.toNanos());
		assertThat(announced(Quota.sliding(2, DAY), week).resetIn()).isEqualTo(DAY.toNanos());
		assertThat(announced(Quota.sliding(2, DAY), 0).resetIn()).isEqualTo(DAY.toNanos() - 1);
		assertThat(announced(Quota.bucket(2, DAY, 3), 0).resetIn()).isEqualTo(DAY.toNanos() - 1);
		assertThat(announced(Quota.bucket(2, DAY, 3), 0).limit()).isEqualTo(3);
	}

	@Test
	void theResetIsWrittenInDecimalsOrWholeSecondsUpOrDown() {
		assertThat(ResetForm.DECIMALS.text(1_999_000_001)).isEqualTo("2.000");
		assertThat(ResetForm.DECIMALS.text(41_000_000)).isEqualTo("0.041");
		assertThat(ResetForm.SECONDS_UP.text(1_000_000_001)).isEqualTo("2");
		assertThat(ResetForm.SECONDS_UP.text(1_000_000_000)).isEqualTo("1");
		assertThat(ResetForm.SECONDS_DOWN.text(1_999_999_999)).isEqualTo("1");
	}

	@Test
	void limitsAreAnnouncedUnderTheNamesOfTheStandardToo() throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.sliding(2, DAY))
			.announced(LimitHeaders.STANDARD, ResetForm.SECONDS_UP)
			.start()) {
			HttpResponse<String> answer = get(provider, "a");
			assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"default\";q=2;w=86400");
			assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
				.matches("\"default\";r=1;t=86[34][0-9]{2}");
			assertThat(answer.headers().firstValue("X-RateLimit-Limit")).isEmpty();
		}
	}

	@Test
	void retryAfterIsADecimalADateOrAbsentAsAskedFor() throws Exception {
		assertThat(retryAfter(RetryAfter.NONE)).isNull();
		assertThat(Double.parseDouble(retryAfter(RetryAfter.DECIMALS))).isBetween(86_300.0, 86_400.0);
		assertThat(ZonedDateTime.parse(retryAfter(RetryAfter.DATE), DateTimeFormatter.RFC_1123_DATE_TIME))
			.isBetween(ZonedDateTime.now().plusHours(23), ZonedDateTime.now().plusHours(25));
	}

	@Test
	void aCallThatTheClientSendsTwiceIsCountedOnce() throws Exception {
		try (HonestProvider provider = HonestProvider.builder().keys("a").limits(Quota.sliding(1, DAY)).start()) {
			HttpRequest request = request(provider, "a").header("X-Call-Id", "7").build();
			assertThat(this.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
			assertThat(this.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
			assertThat(provider.report().accepted()).isEqualTo(1);
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().accounts().get(0).repeats()).isEqualTo(1);
		}
	}

	@Test
	void modelAndUnitsAreReadFromTheBody() throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.sliding(10, DAY).of("tokens").model("pro"))
			.start()) {
			HttpRequest.Builder request = request(provider, "a");
			assertThat(post(request, "{\"model\": \"pro\", \"tokens\": 11}")).isEqualTo(429);
			assertThat(post(request, "{\"model\": \"pro\", \"tokens\": 10}")).isEqualTo(200);
			assertThat(post(request, "{\"model\": \"flash\", \"tokens\": 11}")).isEqualTo(200);
			assertThat(post(request.uri(provider.uri().resolve("/v1/models/pro:generate")), "{\"tokens\": 1}"))
				.isEqualTo(429);
		}
	}

	@Test
	void aSlotInFlightIsFreeWhenTheAnswerIsThereAlsoOfAStream() throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.concurrent(1))
			.latency(Duration.ofMillis(1), Duration.ofMillis(2))
			.stream(3, Duration.ofMillis(1))
			.answer(Call::path)
			.start()) {
			for (int call = 0; call < 50; call++) {
				assertThat(get(provider, "a").body()).isEqualTo("/");
			}
			assertThat(provider.report().beyond()).isZero();
		}
	}

	@Test
	void concurrentCallsBeyondTheSlotsAreRefused() {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.concurrent(2))
			.latency(Duration.ofSeconds(2), Duration.ZERO)
			.start()) {
			HttpRequest request = request(provider, "a").build();
			long accepted = Stream.generate(() -> this.http.sendAsync(request, BodyHandlers.ofString()))
				.limit(5)
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.filter((response) -> response.statusCode() == 200)
				.count();
			assertThat(accepted).isEqualTo(2);
			assertThat(provider.report().beyond()).isEqualTo(3);
		}
	}

	@Test
	void troubleStrikesBySwitchByKeyByShareAndByTime() throws Exception {
		try (HonestProvider provider = HonestProvider.builder().keys("a", "b").limits(Quota.sliding(1, DAY)).start()) {
			provider.faults(Fault.status(529).retryAfter("3").of("a"));
			HttpResponse<String> overloaded = get(provider, "a");
			assertThat(overloaded.statusCode()).isEqualTo(529);
			assertThat(overloaded.headers().firstValue("Retry-After")).hasValue("3");
			assertThat(get(provider, "b").statusCode()).isEqualTo(200);
			provider.faults(Fault.status(503).share(0), Fault.status(503).between(DAY, DAY.plusDays(1)));
			assertThat(get(provider, "a").statusCode()).isEqualTo(200);
			assertThat(provider.report().beyond()).isZero();
		}
	}

	@Test
	void aCutConnectionHasNoAnswerButMayBeCounted() {
		try (HonestProvider provider = HonestProvider.builder().keys("a").start()) {
			provider.faults(Fault.cut().counted());
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> new ProviderClient(provider.uri()).call("a"));
			assertThat(provider.report().accepted()).isEqualTo(1);
		}
	}

	@Test
	void itsServerAnswersAtOnceAndKeepsIdleConnections() {
		assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
		assertThat(Integer.getInteger("sun.net.httpserver.maxIdleConnections")).isGreaterThan(200);
	}

	@Test
	void theClientThrowsWithStatusAndHeaders() {
		try (HonestProvider provider = HonestProvider.builder().keys("a").limits(Quota.sliding(1, DAY)).start()) {
			ProviderClient client = new ProviderClient(provider.uri()).warmUp(3);
			assertThat(client.call("a")).isEqualTo("{\"ok\":true}");
			assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> client.call("a")).satisfies((ex) -> {
				assertThat(ex.statusCode()).isEqualTo(429);
				assertThat(ex.headers()).containsKey("retry-after");
			});
			assertThat(client.callAsync("a").toCompletableFuture()).failsWithin(Duration.ofSeconds(30))
				.withThrowableThat()
				.withCauseInstanceOf(ProviderException.class);
		}
	}

	/**
	 * Two calls, a nanosecond apart or as far as is said, and what is announced then.
	 */
	private static Account.Announcement announced(Quota quota, long apart) {
		Account account = new Account("acme", List.of(quota), new Random(5));
		account.arrive(() -> 0, Request.of("a"));
		account.arrive(() -> apart, Request.of("a"));
		return account.announce(apart + ((apart == 0) ? 1 : 0));
	}

	private String retryAfter(RetryAfter form) throws Exception {
		try (HonestProvider provider = HonestProvider.builder()
			.keys("a")
			.limits(Quota.sliding(1, DAY))
			.retryAfter(form)
			.start()) {
			get(provider, "a");
			return get(provider, "a").headers().firstValue("Retry-After").orElse(null);
		}
	}

	private HttpResponse<String> get(HonestProvider provider, String secret) throws IOException, InterruptedException {
		return this.http.send(request(provider, secret).build(), BodyHandlers.ofString());
	}

	private int post(HttpRequest.Builder request, String json) throws IOException, InterruptedException {
		HttpRequest post = request.POST(HttpRequest.BodyPublishers.ofString(json)).build();
		return this.http.send(post, BodyHandlers.ofString()).statusCode();
	}

	private static HttpRequest.Builder request(HonestProvider provider, String secret) {
		return HttpRequest.newBuilder(URI.create(provider.uri() + "/")).header("Authorization", "Bearer " + secret);
	}

}
