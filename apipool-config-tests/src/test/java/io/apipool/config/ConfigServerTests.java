package io.apipool.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.KeySnapshot;
import io.apipool.sync.KeysChangedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application that takes its keys from a real config server, which change while 32
 * threads call.
 */
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class ConfigServerTests {

	private static final String HEAD = "apipool.pools.demo:\n  limits: [\"%s\", \"1000000/h\"]\n  keys:\n";

	private static final Duration SECOND = Duration.ofSeconds(1);

	@TempDir
	private Path files;

	private static String pool(String limit, String... keys) {
		StringBuilder yaml = new StringBuilder(HEAD.formatted(limit));
		for (int i = 0; i < keys.length; i += 2) {
			yaml.append("    - {id: ").append(keys[i]).append(", value: '").append(keys[i + 1]).append("'}\n");
		}
		return yaml.toString();
	}

	private static List<String> ids(ConfigurableApplicationContext client) {
		ApiKeyPool pool = client.getBean(ApiKeyPools.class).get("demo");
		return pool.keys().stream().map(KeySnapshot::id).toList();
	}

	private static void refresh(ConfigurableApplicationContext client) {
		client.getBean(ContextRefresher.class).refresh();
	}

	@Test
	void keysAndLimitsChangeWhileCallsRun(CapturedOutput output) throws Exception {
		try (ConfigServer server = new ConfigServer(this.files)) {
			server.write("client", pool("100/s", "a", "canary-a", "b", server.encrypt("canary-b")));
			try (ConfigurableApplicationContext client = client(server, "");
					Callers callers = new Callers(client.getBean(ApiKeyPools.class), 32)) {
				changeAll(server, client, callers);
				callers.close();
				assertThat(callers.mistakes()).isEmpty();
			}
		}
		assertThat(output).doesNotContain("canary-");
	}

	private static void changeAll(ConfigServer server, ConfigurableApplicationContext client, Callers callers)
			throws Exception {
		long start = System.nanoTime();
		changeKeys(server, client, callers);
		changeSecret(server, client, callers);
		assertThat(callers.mostInAnyWindow(SECOND, start, System.nanoTime())).isLessThanOrEqualTo(100);
		changeLimit(server, client, callers);
		refuse(server, client);
		callers.awaitCalls(100);
		server.stop();
		assertThatException().isThrownBy(() -> refresh(client));
		assertThat(ids(client)).containsExactly("c", "b");
		callers.awaitCalls(100);
		callers.gone(Set.of(), Set.of("canary-c"));
		server.write("client", pool("40/s", "c", "canary-new", "b", "canary-b", "a", "canary-a"));
		server.startAgain();
		refresh(client);
		assertThat(events(client)).containsExactly(event(Set.of(), Set.of(), Set.of("a"), Set.of()));
		callers.awaitCalls(100);
	}

	private static void changeKeys(ConfigServer server, ConfigurableApplicationContext client, Callers callers)
			throws Exception {
		String encrypted = server.encrypt("canary-b");
		callers.awaitCalls(300);
		server.write("client", pool("100/s", "a", "canary-a", "b", encrypted, "c", "canary-c"));
		refresh(client);
		assertThat(ids(client)).containsExactly("a", "b", "c");
		assertThat(events(client)).containsExactly(event(Set.of("c"), Set.of(), Set.of(), Set.of()));
		callers.awaitCalls(300);
		refresh(client);
		assertThat(events(client)).isEmpty();
		server.write("client", pool("100/s", "c", "canary-c", "b", encrypted, "a", "canary-a"));
		refresh(client);
		assertThat(ids(client)).containsExactly("c", "b", "a");
		assertThat(events(client)).isEmpty();
		callers.awaitCalls(300);
		server.write("client", pool("100/s", "c", "canary-c", "b", encrypted));
		refresh(client);
		callers.gone(Set.of("a"), Set.of());
		assertThat(events(client)).containsExactly(event(Set.of(), Set.of("a"), Set.of(), Set.of()));
		callers.awaitCalls(300);
	}

	private static void changeSecret(ConfigServer server, ConfigurableApplicationContext client, Callers callers)
			throws Exception {
		server.write("client", pool("100/s", "c", server.encrypt("canary-new"), "b", server.encrypt("canary-b")));
		refresh(client);
		callers.gone(Set.of("a"), Set.of("canary-c"));
		assertThat(events(client)).containsExactly(event(Set.of(), Set.of(), Set.of(), Set.of("c")));
		callers.awaitCalls(300);
	}

	private static void changeLimit(ConfigServer server, ConfigurableApplicationContext client, Callers callers)
			throws Exception {
		server.write("client", pool("40/s", "c", server.encrypt("canary-new"), "b", server.encrypt("canary-b")));
		refresh(client);
		long smaller = System.nanoTime();
		callers.awaitCalls(200);
		assertThat(callers.mostInAnyWindow(SECOND, smaller, System.nanoTime())).isLessThanOrEqualTo(40);
		assertThat(callers.keysUsedSince(smaller)).containsExactlyInAnyOrder("b", "c");
		assertThat(events(client)).isEmpty();
	}

	private static void refuse(ConfigServer server, ConfigurableApplicationContext client) throws Exception {
		for (String wrong : List.of(pool("40/s", "c", "{cipher}00112233", "b", server.encrypt("canary-b")),
				pool("forty", "c", "canary-new", "b", "canary-b"), pool("40/s"))) {
			server.write("client", wrong);
			refresh(client);
			assertThat(ids(client)).containsExactly("c", "b");
			assertThat(events(client)).isEmpty();
		}
	}

	@Test
	void anOptionalServerThatIsAwayTakesNothingAway() {
		try (ConfigServer server = new ConfigServer(this.files)) {
			server.write("client", pool("100/s", "a", "canary-a"));
			try (ConfigurableApplicationContext client = client(server, "optional:")) {
				server.stop();
				refresh(client);
				assertThat(ids(client)).containsExactly("a");
				server.write("client", pool("100/s", "a", "canary-a", "b", "canary-b"));
				server.startAgain();
				refresh(client);
				assertThat(ids(client)).containsExactly("a", "b");
			}
		}
	}

	private static KeysChangedEvent event(Set<String> added, Set<String> removed, Set<String> restored,
			Set<String> updated) {
		return new KeysChangedEvent("demo", added, removed, restored, updated);
	}

	private static List<KeysChangedEvent> events(ConfigurableApplicationContext client) {
		return client.getBean(Events.class).take();
	}

	private static ConfigurableApplicationContext client(ConfigServer server, String optional) {
		return new SpringApplicationBuilder(Client.class).web(WebApplicationType.NONE)
			.run("--spring.application.name=client", "--spring.cloud.config.enabled=true",
					"--spring.config.import=" + optional + "configserver:" + server.url(),
					"--spring.main.banner-mode=off");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Events.class)
	static class Client {

	}

	static class Events {

		private final List<KeysChangedEvent> seen = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(KeysChangedEvent event) {
			this.seen.add(event);
		}

		List<KeysChangedEvent> take() {
			List<KeysChangedEvent> taken = new ArrayList<>(this.seen);
			this.seen.clear();
			return taken;
		}

	}

}
