package io.apipool.definition;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ids of keys. Internal.
 */
public final class KeyIds {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");

	private static final int SHORTEST = 8;

	private static final int LONGEST = 64;

	private KeyIds() {
	}

	/**
	 * Makes the id of a key that was given none.
	 * @param pool the pool's name
	 * @param secret the secret
	 * @param taken the ids that other keys of the pool have
	 * @return the pool's name and hex digits of the secret's SHA-256: eight, or more
	 * where that id is taken
	 */
	public static String of(String pool, Secret secret, Set<String> taken) {
		int digits = SHORTEST;
		String id = pool + "-" + secret.fingerprint(digits);
		while (taken.contains(id) && digits < LONGEST) {
			digits += 4;
			id = pool + "-" + secret.fingerprint(digits);
		}
		return id;
	}

	/**
	 * Checks a key that a program adds.
	 * @param pool the pool's name
	 * @param key the key; without an id it is given one
	 * @param taken the ids that other keys of the pool have
	 * @return the key with its id
	 * @throws InvalidDefinitionException if the id or the secret cannot be one
	 */
	public static KeyDefinition checked(String pool, KeyDefinition key, Set<String> taken) {
		String place = "a key added to pool " + pool;
		SecretReader.read(place, key.secret().value());
		if (key.id().isEmpty()) {
			return key.withId(of(pool, key.secret(), taken));
		}
		try {
			return key.withId(parse(key.id()));
		}
		catch (MalformedTextException ex) {
			throw ex.at(place);
		}
	}

	static String parse(String text) {
		if (!ID.matcher(text).matches() || text.equals(".") || text.equals("..")) {
			throw new MalformedTextException(text, "is not an id that can stand in an address",
					"use letters, digits, '.', '_' and '-' only");
		}
		if (text.equals("usage")) {
			throw new MalformedTextException(text, "is a word of the endpoint", "give the key another id");
		}
		return text;
	}

}
