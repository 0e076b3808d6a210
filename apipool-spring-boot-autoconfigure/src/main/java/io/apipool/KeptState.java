package io.apipool;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a restart must not forget of a key, a quota group or one {@code models} entry of a
 * group. It holds no secret.
 *
 * @param place whose state it is
 * @param state the state; {@link KeyState#USABLE} where nothing is to be remembered any
 * more
 * @param rest why and until when, or null; an operator's switch is one too
 * @param secretFingerprint the fingerprint of a key's secret, or the empty text: a key's
 * state counts for the same secret alone
 * @param learnt limits that the provider has told
 * @param rate the learnt rate in calls a second, or null
 * @param updatedAt when it became so
 */
public record KeptState(Place place, KeyState state, @Nullable RestSnapshot rest, String secretFingerprint,
		List<LearntLimit> learnt, @Nullable Double rate, Instant updatedAt) {

	public KeptState {
		learnt = List.copyOf(learnt);
	}

	/**
	 * Whose state it is. What does not apply is the empty text.
	 *
	 * @param pool the pool's name; empty for a group that several pools share
	 * @param quotaGroup the quota group
	 * @param keyId the key's id; empty for the state of a group
	 * @param model the text of one of the models entries; empty for the group's own state
	 */
	public record Place(String pool, String quotaGroup, String keyId, String model) {
	}

}
