package io.apipool.actuate;

import java.util.Map;

import io.apipool.KeySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret.
 *
 * @param state the state's word
 * @param usage attempts since the start: {@value #ALL_CALLS} and one count an outcome
 */
record KeyView(String id, String quotaGroup, String state, @Nullable String reason, @Nullable String until,
		int inFlight, int weight, int tier, Map<String, Long> usage) implements View {

	/** What the count of all attempts is called among those of the outcomes. */
	static final String ALL_CALLS = "calls";

	static KeyView of(KeySnapshot key) {
		return new KeyView(key.id(), key.quotaGroup(), key.state().word(), key.reason(), View.at(key.until()),
				key.inFlight(), key.weight(), key.tier(), key.usage());
	}

}
