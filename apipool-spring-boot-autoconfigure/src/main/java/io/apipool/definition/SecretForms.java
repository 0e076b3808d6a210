package io.apipool.definition;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The forms in which clients and providers print a secret: as it is, as it stands in an
 * address, and as a header of basic authentication has it, as the name or as all there
 * is. Whoever takes a secret out of a text takes out all of them. Internal.
 */
public final class SecretForms {

	private static final int DEEPEST = 16;

	private SecretForms() {
	}

	/**
	 * Returns the forms of a secret.
	 * @param secret the secret
	 * @return the forms, the secret itself first; none of a blank one
	 */
	public static List<String> of(String secret) {
		if (secret.isBlank()) {
			return List.of();
		}
		String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
		return Stream.of(secret, encoded, encoded.replace("+", "%20"), base64(secret), base64(secret + ":"))
			.distinct()
			.toList();
	}

	/**
	 * Takes a secret out of a text.
	 * @param secret the secret
	 * @param text the text
	 * @return the text with stars in the place of the secret
	 */
	public static String hide(String secret, String text) {
		String shown = text;
		for (String form : of(secret)) {
			shown = shown.replace(form, "***");
		}
		return shown;
	}

	/**
	 * Tells whether an exception shows a secret: itself, one of its causes, or one that
	 * was suppressed.
	 * @param secret the secret
	 * @param thrown the exception
	 * @return whether one of them prints it
	 */
	public static boolean isShown(String secret, Throwable thrown) {
		List<String> forms = of(secret);
		return Stream.<Throwable>iterate(thrown, (cause) -> cause != null, Throwable::getCause)
			.limit(DEEPEST)
			.flatMap((cause) -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
			.map(Throwable::toString)
			.anyMatch((text) -> forms.stream().anyMatch(text::contains));
	}

	private static String base64(String text) {
		return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
