package io.apipool.usage;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.apipool.CallOutcome;
import io.apipool.CallRequest;
import io.apipool.Usage;
import io.apipool.definition.UsageDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Single attempts are recorded as configured, told apart, and without secrets.
 */
class UsageEventsTests {

	private static final String CANARY = "AIza/canary+secret=42 ";

	private final UsageFixture usage = UsageFixture.of(null);

	@Test
	void anEventTellsWhatTheAttemptDid() {
		this.usage.attempt(
				new TestLease(this.usage.key("a"), "demo", CallRequest.of("chat").model("large"), Duration.ZERO),
				UsageFixture.SUCCEEDED, Usage.tokens(2, 3).cost(0.5));
		assertThat(events()).singleElement().satisfies((event) -> {
			assertThat(event.at()).isEqualTo(UsageFixture.NOON);
			assertThat(event.instance()).isEqualTo(this.usage.incarnation.name());
			assertThat(event.attempt()).isEqualTo(new Attempted("demo", "group-a", "a", "chat", "large", "succeeded"));
			assertThat(event.latency()).isEqualTo(UsageFixture.LATENCY);
			assertThat(event.units())
				.isEqualTo(Map.of("input-tokens", 2.0, "output-tokens", 3.0, "tokens", 5.0, "cost", 0.5));
			assertThat(event.status()).isNull();
			assertThat(event.error()).isNull();
		});
	}

	@Test
	void onlyThoseThatAreWantedAreRecorded() {
		Map<UsageDefinition.Events, Integer> recorded = Map.of(UsageDefinition.Events.NONE, 0,
				UsageDefinition.Events.FAILURES, 1, UsageDefinition.Events.ALL, 2);
		recorded.forEach((wanted, count) -> {
			UsageFixture.Setup setup = new UsageFixture.Setup(null);
			setup.events = wanted;
			UsageFixture some = setup.open();
			some.attempt("a", UsageFixture.SUCCEEDED);
			some.attempt("a", UsageFixture.THROTTLED);
			assertThat(some.recorder.events().held()).hasSize(count);
		});
	}

	@Test
	void attemptsOfOneMomentAreTwo() {
		IntStream.range(0, 1000).forEach((i) -> this.usage.attempt("a", UsageFixture.SUCCEEDED));
		UsageFixture.Setup setup = new UsageFixture.Setup(null);
		setup.time = this.usage.time;
		UsageFixture other = setup.open();
		IntStream.range(0, 1000).forEach((i) -> other.attempt("a", UsageFixture.SUCCEEDED));
		Set<String> ids = new HashSet<>();
		events().forEach((event) -> ids.add(event.id()));
		other.recorder.events().held().forEach((event) -> ids.add(event.id()));
		assertThat(ids).hasSize(2000).allSatisfy((id) -> assertThat(id).hasSizeLessThanOrEqualTo(40));
	}

	@Test
	void aSecretIsInNoEvent() {
		String encoded = URLEncoder.encode(CANARY.strip(), StandardCharsets.UTF_8);
		List<CallOutcome> outcomes = List.of(
				failed(new IOException("GET https://api.example.com/?key=" + CANARY.strip() + " failed")),
				failed(new IOException("GET https://api.example.com/?alt=json&key=" + encoded)),
				failed(new IOException("x".repeat(970) + CANARY.strip())),
				new CallOutcome.RequestError(new IllegalArgumentException(CANARY.strip().repeat(100))),
				new CallOutcome.KeyRejected("no such key: " + CANARY.strip()),
				new CallOutcome.OutOfCredit("pay for " + encoded));
		TestKey key = new TestKey("a", CANARY.strip(), Map.of("client-secret", "canary-of-metadata", "owner", "b"));
		for (CallOutcome outcome : outcomes) {
			this.usage.attempt(new TestLease(key, "demo", CallRequest.of("chat"), Duration.ZERO), outcome,
					Usage.none());
		}
		assertThat(events()).hasSize(6)
			.allSatisfy((event) -> assertThat(event.toString()).doesNotContain("canary", encoded, "AIza"))
			.allSatisfy((event) -> assertThat(event.error()).contains("***"));
	}

	@Test
	void whatStandsInThePlaceOfASecretIsTakenOutToo() {
		TestKey key = new TestKey("a", "mine", Map.of("client-secret", "other-canary"));
		assertThat(ErrorText.of("other-canary", key)).isEqualTo("***");
		assertThat(ErrorText.of("GET https://x/y?api_key=theirs&q=1 401", key))
			.isEqualTo("GET https://x/y?api_key=***&q=1 401");
		assertThat(ErrorText.of("Authorization: Bearer theirs", key)).isEqualTo("Authorization: Bearer ***");
		assertThat(ErrorText.of("quota of project 42 used up", key)).isEqualTo("quota of project 42 used up");
	}

	@Test
	void anErrorIsShortAndPlain() {
		this.usage.attempt("a", failed(new IOException("line\nbreak \0" + "m".repeat(5000))));
		this.usage.attempt("a", failed(new IOException()));
		this.usage.attempt("a", failed(new BrokenException()));
		assertThat(events().get(0).error()).startsWith("java.io.IOException: line break  mmm").hasSize(1000);
		assertThat(events().get(1).error()).isEqualTo("java.io.IOException");
		assertThat(events().get(2).error()).isEqualTo(BrokenException.class.getName());
	}

	@Test
	void theStatusIsTakenFromTheException() {
		this.usage.attempt("a", failed(new ResponseStatusException(HttpStatus.BAD_GATEWAY)));
		this.usage.attempt("a", failed(new IllegalStateException(new SdkException(504))));
		this.usage.attempt("a", failed(new SdkException(7)));
		this.usage.attempt("a", failed(new IOException()));
		assertThat(events()).extracting(UsageEvent::status).containsExactly(502, 504, null, null);
	}

	@Test
	void aFullQueueDropsAndCounts() {
		EventQueue<Integer> queue = new EventQueue<>(4);
		assertThat(IntStream.range(0, 6).filter(queue::offer).count()).isEqualTo(4);
		assertThat(queue.dropped()).isEqualTo(2);
		assertThat(queue.poll()).isZero();
		assertThat(queue.offer(6)).isTrue();
		assertThat(IntStream.range(0, 4).map((i) -> queue.poll()).toArray()).containsExactly(1, 2, 3, 6);
		assertThat(queue.poll()).isNull();
		assertThat(queue.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 1 << 18 })
	void theQueueLosesNothingAmongManyThreads(int room) throws InterruptedException {
		EventQueue<Integer> queue = new EventQueue<>(room);
		int threads = 8;
		int each = 20_000;
		AtomicLong offered = new AtomicLong();
		CountDownLatch done = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			new Thread(() -> {
				for (int j = 1; j <= each; j++) {
					if (queue.offer(j)) {
						offered.addAndGet(j);
					}
				}
				done.countDown();
			}).start();
		}
		long taken = 0;
		while (done.getCount() > 0 || queue.size() > 0) {
			Integer element = queue.poll();
			taken += (element != null) ? element : 0;
		}
		done.await();
		assertThat(taken).isEqualTo(offered.get());
	}

	private List<UsageEvent> events() {
		return this.usage.recorder.events().held();
	}

	private static CallOutcome failed(Throwable cause) {
		return new CallOutcome.Failed(cause);
	}

	private static final class BrokenException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException();
		}

	}

	private static final class SdkException extends RuntimeException {

		private final int status;

		SdkException(int status) {
			this.status = status;
		}

		@SuppressWarnings("unused")
		public int statusCode() {
			return this.status;
		}

	}

}
