package io.apipool.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a key may go, and where a redirect leads.
 */
class OriginTests {

	@ParameterizedTest
	@CsvSource({ "https://api.example.com/v1, true", "https://API.example.com:443/x, true",
			"http://api.example.com/, false", "https://api.example.com:8443/, false", "https://example.com/, false",
			"https://api.example.com.evil.org/, false", "https://api.example.com@evil.org/, false", "/relative, false",
			"mailto:api.example.com, false" })
	void schemeHostAndPortMustBeTheSame(URI uri, boolean covered) {
		assertThat(Origin.of(URI.create("https://api.example.com/v1")).covers(uri)).isEqualTo(covered);
	}

	@Test
	void itIsShownAsShortAsItIsWritten() {
		assertThat(Origin.of(URI.create("HTTPS://Api.Example.com:443/v1"))).hasToString("https://api.example.com");
		assertThat(Origin.of(URI.create("http://localhost:1234/"))).hasToString("http://localhost:1234");
	}

	@ParameterizedTest
	@CsvSource({ "301, POST, GET, false", "302, PUT, PUT, true", "303, PUT, GET, false", "303, HEAD, HEAD, true",
			"307, POST, POST, true", "308, PATCH, PATCH, true" })
	void aRedirectKeepsMethodAndBodyAsClientsDo(int status, String method, String next, boolean keepsBody) {
		assertThat(Redirect.of(status, "../b?c", URI.create("https://api.example.com/v1/a/x"), method))
			.isEqualTo(new Redirect(URI.create("https://api.example.com/v1/b?c"), next, keepsBody));
	}

	@ParameterizedTest
	@CsvSource(value = { "304, /x", "200, /x", "302, -", "302, ht tp://nowhere" }, nullValues = "-")
	void allElseIsNoRedirect(int status, String location) {
		assertThat(Redirect.of(status, location, URI.create("https://api.example.com/"), "GET")).isNull();
	}

}
