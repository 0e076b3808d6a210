package io.apipool.http;

import java.net.http.HttpClient;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * Connectors that send as those of the application and follow no redirect. Each kind of
 * client is told in its own way.
 */
final class UnfollowingConnectors {

	private static final String SPRING = "org.springframework.http.client.reactive.";

	private UnfollowingConnectors() {
	}

	/**
	 * Returns a connector that follows no redirect: the same, if it follows none.
	 * @return the connector; null where it cannot be told
	 */
	static @Nullable ClientHttpConnector of(ClientHttpConnector connector) {
		String type = connector.getClass().getName();
		return switch (type.startsWith(SPRING) ? type.substring(SPRING.length()) : "") {
			case "ReactorClientHttpConnector" -> OfReactor.of(connector);
			case "JdkClientHttpConnector" -> ofJdk(connector);
			case "JettyClientHttpConnector" -> OfJetty.of(connector);
			default -> null;
		};
	}

	private static @Nullable ClientHttpConnector ofJdk(ClientHttpConnector connector) {
		HttpClient client = HiddenFields.read(connector, HttpClient.class);
		if (client == null || client.followRedirects() == HttpClient.Redirect.NEVER) {
			return (client != null) ? connector : null;
		}
		JdkClientHttpConnector twin = new JdkClientHttpConnector(JdkRequests.twinOf(client));
		Duration timeout = HiddenFields.read(connector, Duration.class);
		if (timeout != null) {
			twin.setReadTimeout(timeout);
		}
		return twin;
	}

	/**
	 * Reactor Netty's client, which is copied.
	 */
	private static final class OfReactor {

		static @Nullable ClientHttpConnector of(ClientHttpConnector connector) {
			reactor.netty.http.client.HttpClient client = HiddenFields.read(connector,
					reactor.netty.http.client.HttpClient.class);
			if (client == null || client.configuration().followRedirectPredicate() == null) {
				return (client != null) ? connector : null;
			}
			return new ReactorClientHttpConnector(client.followRedirect(false));
		}

	}

	/**
	 * Jetty's client, which decides for all of its users alike.
	 */
	private static final class OfJetty {

		static @Nullable ClientHttpConnector of(ClientHttpConnector connector) {
			org.eclipse.jetty.client.HttpClient client = HiddenFields.read(connector,
					org.eclipse.jetty.client.HttpClient.class);
			return (client != null && !client.isFollowRedirects()) ? connector : null;
		}

	}

}
