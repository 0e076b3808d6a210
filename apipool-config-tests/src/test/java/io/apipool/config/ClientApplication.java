package io.apipool.config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import io.apipool.KeySnapshot;
import io.apipool.sync.KeysChangedEvent;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/**
 * An application whose pool {@code demo} comes from a config server, and which is told to
 * refresh over HTTP.
 */
final class ClientApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	/**
	 * Starts it.
	 * @param server where its keys are
	 * @param optional {@code optional:} where the server may be away, or empty
	 * @param arguments further ones
	 */
	ClientApplication(ConfigServer server, String optional, String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--spring.application.name=client", "--spring.cloud.config.enabled=true", "--server.port=0",
						"--spring.config.import=" + optional + "configserver:" + server.url(),
						"--management.endpoints.web.exposure.include=refresh", "--spring.main.banner-mode=off",
						"--spring.http.clients.imperative.factory=jdk"));
		all.addAll(List.of(arguments));
		this.context = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.SERVLET)
			.run(all.toArray(String[]::new));
	}

	/**
	 * Refreshes as an operator does.
	 * @return the names of the properties that have changed
	 */
	String refresh() {
		HttpResponse<String> answer = tryToRefresh();
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer.statusCode() + " " + answer.body());
		}
		return answer.body();
	}

	HttpResponse<String> tryToRefresh() {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/refresh"))
			.POST(BodyPublishers.noBody())
			.build();
		try {
			return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ApiKeyPools pools() {
		return bean(ApiKeyPools.class);
	}

	List<String> ids() {
		ApiKeyPool pool = pools().get("demo");
		return pool.keys().stream().map(KeySnapshot::id).toList();
	}

	/**
	 * Returns what was told of keys since the last time.
	 */
	List<KeysChangedEvent> events() {
		return bean(Events.class).take();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ Events.class, ProviderCalls.class })
	static class Beans {

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
