package io.apipool.http;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: what may see a secret.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the port, also where the address leaves it out
 */
record Origin(String scheme, String host, int port) {

	static Origin of(URI uri) {
		return new Origin(lower(uri.getScheme()), lower(uri.getHost()), port(uri));
	}

	private static String lower(@Nullable String part) {
		return (part != null) ? part.toLowerCase(Locale.ROOT) : "";
	}

	private static int port(URI uri) {
		return (uri.getPort() >= 0) ? uri.getPort() : standardPort(lower(uri.getScheme()));
	}

	private static int standardPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> -1;
		};
	}

	boolean covers(URI uri) {
		return equals(of(uri));
	}

	@Override
	public String toString() {
		return this.scheme + "://" + this.host + ((this.port == standardPort(this.scheme)) ? "" : ":" + this.port);
	}

}
