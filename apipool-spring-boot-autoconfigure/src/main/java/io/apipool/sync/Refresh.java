package io.apipool.sync;

import java.util.List;

import io.apipool.pool.AppliedChanges;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh came to. Internal.
 *
 * @param changes what has changed
 * @param refusal what is wrong with the configuration, without a secret; or null. Then
 * nothing has changed
 */
public record Refresh(AppliedChanges changes, @Nullable String refusal) {

	static Refresh of(AppliedChanges changes) {
		return new Refresh(changes, null);
	}

	static Refresh refused(String message) {
		return new Refresh(AppliedChanges.NONE, message);
	}

	/**
	 * Returns what has become of keys.
	 * @return an event for each pool whose keys have changed
	 */
	List<KeysChangedEvent> events() {
		return this.changes.keys()
			.stream()
			.map((keys) -> new KeysChangedEvent(keys.pool(), keys.added(), keys.removed(), keys.restored(),
					keys.updated()))
			.toList();
	}

}
