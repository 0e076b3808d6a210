package io.apipool.http;

import java.net.http.HttpClient;
import java.util.Map;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@code WebClient}s of a pool over each connector.
 */
final class WebClientFixture {

	private WebClientFixture() {
	}

	static Map<String, ClientHttpConnector> connectors() {
		return Map.of("Reactor", new ReactorClientHttpConnector(), "JDK", new JdkClientHttpConnector());
	}

	static Map<String, ClientHttpConnector> followingConnectors() {
		return Map.of("Reactor",
				new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create().followRedirect(true)),
				"JDK", new JdkClientHttpConnector(
						HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()));
	}

	static WebClient client(HttpFixture demo, ClientHttpConnector connector) {
		return clients(demo, WebClient.builder().clientConnector(connector)).create("demo");
	}

	/**
	 * Returns clients that begin with a builder of the application.
	 */
	static PooledWebClients clients(HttpFixture demo, WebClient.Builder builder) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("builder", builder);
		return new PooledWebClients(demo.http, beans);
	}

}
