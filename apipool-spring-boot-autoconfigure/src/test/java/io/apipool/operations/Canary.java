package io.apipool.operations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A secret that is looked for in all that can be seen, in each form in which it may stand
 * there.
 */
final class Canary {

	static final String SECRET = "canary/bird+1=two&sings";

	/**
	 * How clients write a key: as it is, in an address, as a name without a password.
	 */
	static final List<UnaryOperator<String>> WRITTEN = List.of(UnaryOperator.identity(),
			(key) -> "http://localhost/?q=" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "&page=1",
			(key) -> "http://localhost/ with Basic " + base64(key + ":"), (key) -> "token " + base64(key));

	private final Map<String, String> seen = new LinkedHashMap<>();

	static String encoded() {
		return URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Takes down what somebody can see.
	 * @param place where
	 */
	void see(String place, String text) {
		this.seen.merge(place, text, (one, other) -> one + "\n" + other);
	}

	/** Returns what was seen at a place. */
	String at(String place) {
		return this.seen.getOrDefault(place, "");
	}

	/** Makes sure that it was seen nowhere. */
	void isHidden() {
		List<String> found = new ArrayList<>();
		this.seen.forEach((place, text) -> forms().stream().filter(text::contains).forEach((form) -> {
			int at = text.indexOf(form);
			found.add(place + ": "
					+ text.substring(Math.max(0, at - 200), Math.min(text.length(), at + form.length() + 40)));
		}));
		assertThat(found).isEmpty();
	}

	private static List<String> forms() {
		int whole = SECRET.length() / 3 * 4;
		return List.of(SECRET, encoded(), encoded().replace("+", "%20"), SECRET.replace("&", "&amp;"),
				SECRET.replace("&", "\\u0026"), base64(SECRET).substring(0, whole), "canary/bird", "canary%2F");
	}

}
