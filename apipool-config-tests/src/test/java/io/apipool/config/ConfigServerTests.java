package io.apipool.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.apipool.honest.AccountReport;
import io.apipool.honest.Arrival;
import io.apipool.honest.HonestProvider;
import io.apipool.honest.Quota;
import io.apipool.sync.KeysChangedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that takes its keys from a real config server and is told to refresh
 * over HTTP, while 32 threads call a provider that counts.
 */
@Tag("any-jdk")
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class ConfigServerTests {

	private static final String HEAD = """
			apipool.pools.demo:
			  limits: ["%s", "1000000/h"]
			  max-wait: 2m
			  base-url: ${provider}
			  keys:
			""";

	private static final Duration WINDOW = Duration.ofSeconds(2);

	/** The margin only caps what a call may take to arrive. */
	private static final String LIMIT = "100/2s margin 1900ms";

	private static final String SMALLER = "40/2s margin 1900ms";

	@TempDir
	private Path files;

	private static String pool(String limit, String... keys) {
		StringBuilder yaml = new StringBuilder(HEAD.formatted(limit));
		for (int i = 0; i < keys.length; i += 2) {
			yaml.append("    - {id: ").append(keys[i]).append(", value: '").append(keys[i + 1]).append("'}\n");
		}
		return yaml.toString();
	}

	@Test
	void keysAndLimitsChangeWhileCallsRun(CapturedOutput output) throws Exception {
		try (HonestProvider provider = provider(); ConfigServer server = new ConfigServer(this.files)) {
			server.write("client", pool(LIMIT, "a", "canary-a", "b", server.encrypt("canary-b")));
			try (ClientApplication client = new ClientApplication(server, "", "--provider=" + provider.uri());
					Callers callers = new Callers(client, 32)) {
				new Changes(provider, server, client, callers).all();
				callers.close();
				assertThat(callers.mistakes()).isEmpty();
			}
			assertThat(provider.report().beyond()).isZero();
			assertThat(provider.report().rejected()).isZero();
		}
		assertThat(output).contains("Keys of pool demo: added c", "Keys of pool demo: restored a")
			.doesNotContain("canary-");
		assertThat(output.getOut().split("is refused, and what runs goes on", -1)).hasSize(4);
	}

	private static HonestProvider provider() {
		return HonestProvider.builder()
			.account("a", "canary-a")
			.account("b", "canary-b")
			.account("c", "canary-c", "canary-new")
			.limits(Quota.sliding(100, WINDOW))
			.latency(Duration.ofMillis(5), Duration.ofMillis(20))
			.start();
	}

	@Test
	void anOptionalServerThatIsAwayTakesNothingAway() {
		try (ConfigServer server = new ConfigServer(this.files)) {
			server.write("client", pool("100/s", "a", "canary-a"));
			try (ClientApplication client = new ClientApplication(server, "optional:", "--provider=http://localhost")) {
				server.stop();
				assertThat(client.refresh()).isEqualTo("[]");
				assertThat(client.ids()).containsExactly("a");
				server.write("client", pool("100/s", "a", "canary-a", "b", "canary-b"));
				server.startAgain();
				client.refresh();
				assertThat(client.ids()).containsExactly("a", "b");
			}
		}
	}

	/**
	 * One change after the other. A secret that has left is one that the provider rejects
	 * from the moment on in which no call that was given it is under way.
	 */
	private record Changes(HonestProvider provider, ConfigServer server, ClientApplication client, Callers callers) {

		void all() throws Exception {
			this.callers.awaitCalls(5);
			addAndOrder();
			remove();
			changeSecret();
			changeLimit();
			refuse();
			loseServer();
			find();
		}

		private void addAndOrder() throws Exception {
			String encrypted = this.server.encrypt("canary-b");
			change(LIMIT, "a", "canary-a", "b", encrypted, "c", "canary-c");
			assertThat(this.client.ids()).containsExactly("a", "b", "c");
			assertThat(this.client.events()).containsExactly(event(Set.of("c"), Set.of(), Set.of(), Set.of()));
			this.callers.awaitCalls(5);
			assertThat(this.provider.report().calls("canary-c")).isPositive();
			assertThat(this.client.refresh()).isEqualTo("[]");
			change(LIMIT, "c", "canary-c", "b", encrypted, "a", "canary-a");
			assertThat(this.client.ids()).containsExactly("c", "b", "a");
			assertThat(this.client.events()).isEmpty();
			this.callers.awaitCalls(5);
		}

		private void remove() throws Exception {
			change(LIMIT, "c", "canary-c", "b", this.server.encrypt("canary-b"));
			left("canary-a", "a", "canary-a");
			assertThat(this.client.ids()).containsExactly("c", "b");
			assertThat(this.client.events()).containsExactly(event(Set.of(), Set.of("a"), Set.of(), Set.of()));
		}

		private void changeSecret() throws Exception {
			change(LIMIT, "c", this.server.encrypt("canary-new"), "b", this.server.encrypt("canary-b"));
			left("canary-c", "a", "canary-a", "canary-c");
			assertThat(this.client.events()).containsExactly(event(Set.of(), Set.of(), Set.of(), Set.of("c")));
			assertThat(this.provider.report().calls("canary-new")).isPositive();
		}

		private void left(String secret, String... gone) throws Exception {
			this.client.bean(ProviderCalls.class).gone(gone);
			this.callers.awaitCalls(1);
			this.provider.reject(secret);
			this.callers.awaitCalls(5);
		}

		private void changeLimit() throws Exception {
			change(SMALLER, "c", this.server.encrypt("canary-new"), "b", this.server.encrypt("canary-b"));
			long smaller = System.nanoTime();
			this.callers.awaitCalls(5);
			assertThat(mostInAnyWindow(smaller)).isPositive().isLessThanOrEqualTo(40);
			assertThat(this.client.events()).isEmpty();
		}

		private void refuse() throws Exception {
			for (String wrong : List.of(pool(SMALLER, "c", "{cipher}00112233", "b", this.server.encrypt("canary-b")),
					pool("forty", "c", "canary-new", "b", "canary-b"), pool(SMALLER))) {
				this.server.write("client", wrong);
				this.client.refresh();
				assertThat(this.client.ids()).containsExactly("c", "b");
				assertThat(this.client.events()).isEmpty();
			}
			this.callers.awaitCalls(2);
		}

		private void loseServer() throws Exception {
			this.server.stop();
			assertThat(this.client.tryToRefresh().statusCode()).isEqualTo(500);
			assertThat(this.client.ids()).containsExactly("c", "b");
			this.callers.awaitCalls(2);
		}

		private void find() throws Exception {
			this.provider.readmit("canary-a");
			this.client.bean(ProviderCalls.class).gone("canary-c");
			this.callers.awaitCalls(1);
			this.server.write("client", pool(SMALLER, "c", "canary-new", "b", "canary-b", "a", "canary-a"));
			this.server.startAgain();
			long before = this.provider.report().calls("canary-a");
			this.client.refresh();
			assertThat(this.client.events()).containsExactly(event(Set.of(), Set.of(), Set.of("a"), Set.of()));
			this.callers.awaitCalls(5);
			assertThat(this.provider.report().calls("canary-a")).isGreaterThan(before);
		}

		private void change(String limit, String... keys) {
			this.server.write("client", pool(limit, keys));
			assertThat(this.client.refresh()).contains("apipool.pools.demo.");
		}

		private long mostInAnyWindow(long from) {
			return this.provider.report()
				.accounts()
				.stream()
				.mapToLong((account) -> mostInAnyWindow(account, from))
				.max()
				.orElseThrow();
		}

		private static long mostInAnyWindow(AccountReport account, long from) {
			long[] arrivals = account.arrivals()
				.stream()
				.mapToLong(Arrival::nanos)
				.filter((at) -> at >= from)
				.toArray();
			long most = 0;
			int first = 0;
			for (int last = 0; last < arrivals.length; last++) {
				while (arrivals[last] - arrivals[first] >= WINDOW.toNanos()) {
					first++;
				}
				most = Math.max(most, last - first + 1);
			}
			return most;
		}

		private static KeysChangedEvent event(Set<String> added, Set<String> removed, Set<String> restored,
				Set<String> updated) {
			return new KeysChangedEvent("demo", added, removed, restored, updated);
		}

	}

}
