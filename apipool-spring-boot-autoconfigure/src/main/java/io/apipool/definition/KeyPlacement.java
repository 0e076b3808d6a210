package io.apipool.definition;

import org.jspecify.annotations.Nullable;

/**
 * Where the key goes: a header, a query parameter, or nowhere, where the address itself
 * is the secret.
 *
 * @param header the name of the header, or null
 * @param prefix what stands right before the key in the header, its space included; may
 * be empty
 * @param query the name of the query parameter, or null
 */
public record KeyPlacement(@Nullable String header, String prefix, @Nullable String query) {

	/** {@code Authorization: Bearer} and the key. */
	public static final KeyPlacement BEARER = new KeyPlacement("Authorization", "Bearer ", null);

	/** The key is put nowhere. */
	public static final KeyPlacement NOWHERE = new KeyPlacement(null, "", null);

}
