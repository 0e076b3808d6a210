package io.apipool.sync;

import java.util.Collection;
import java.util.StringJoiner;

import io.apipool.pool.AppliedChanges;
import io.apipool.pool.KeyChanges;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The lines in the log that say what a refresh has changed, by names and ids.
 */
final class RefreshLog {

	private static final Log logger = LogFactory.getLog(RefreshLog.class);

	private static final int MOST = 20;

	private RefreshLog() {
	}

	static void changed(AppliedChanges changes) {
		String pools = text(changes.added(), changes.removed(), changes.redefined());
		if (!pools.isEmpty()) {
			logger.info("Pools: " + pools);
		}
		changes.keys().forEach((keys) -> logger.info("Keys of pool " + keys.pool() + ": " + text(keys)));
	}

	private static String text(Collection<String> added, Collection<String> removed, Collection<String> redefined) {
		StringJoiner text = new StringJoiner("; ");
		add(text, "added", added);
		add(text, "removed", removed);
		add(text, "defined anew", redefined);
		return text.toString();
	}

	private static String text(KeyChanges keys) {
		StringJoiner text = new StringJoiner("; ");
		add(text, "added", keys.added());
		add(text, "removed", keys.removed());
		add(text, "restored", keys.restored());
		add(text, "updated", keys.updated());
		return text.toString();
	}

	private static void add(StringJoiner text, String word, Collection<String> names) {
		if (!names.isEmpty()) {
			String more = (names.size() > MOST) ? " and " + (names.size() - MOST) + " more" : "";
			text.add(word + " " + String.join(", ", names.stream().limit(MOST).toList()) + more);
		}
	}

}
