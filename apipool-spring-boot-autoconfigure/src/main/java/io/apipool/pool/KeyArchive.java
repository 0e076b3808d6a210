package io.apipool.pool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.apipool.definition.KeyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The keys that have left a pool, with all that is known of them: a key that comes back
 * goes on as it was. Kept while calls hold them, a rest or an operator's switch lasts or
 * their group counts what they did, and no longer than 32 days.
 */
final class KeyArchive {

	private static final long LONGEST = Duration.ofDays(32).toNanos();

	private final PoolCore core;

	private final Map<String, Kept> left = new LinkedHashMap<>();

	private final Queue<Runnable> closings = new ConcurrentLinkedQueue<>();

	KeyArchive(PoolCore core) {
		this.core = core;
	}

	/**
	 * Keeps a key that leaves.
	 */
	void put(KeyEntry entry) {
		this.core.addCallsOfGone(entry.calls());
		entry.key().clients().retire(this.closings::add);
		this.left.put(entry.id(), new Kept(entry, this.core.now() + LONGEST));
	}

	/**
	 * Takes a key out that comes back.
	 * @param key as it is defined now
	 * @return the key as it was, or null where nothing of it is worth knowing any more
	 */
	@Nullable KeyEntry take(KeyDefinition key) {
		Kept kept = this.left.remove(key.id());
		if (kept == null || kept.isOver(this.core.now())) {
			return null;
		}
		this.core.addCallsOfGone(-kept.entry.calls());
		change(kept.entry, key);
		kept.entry.key().clients().restore();
		return kept.entry;
	}

	/**
	 * Defines a key anew that is there.
	 */
	void change(KeyEntry entry, KeyDefinition key) {
		entry.change(key, this.core.now(), this.closings::add);
	}

	/**
	 * Closes the clients that nobody uses any more; to be called with no lock held.
	 */
	void closeClients() {
		for (Runnable closing = this.closings.poll(); closing != null; closing = this.closings.poll()) {
			PoolCore.execute(this.core.surroundings().executor(), closing);
		}
	}

	/**
	 * Forgets what is not worth knowing any more.
	 */
	void forget() {
		long now = this.core.now();
		this.left.values().removeIf((kept) -> kept.isOver(now));
	}

	/**
	 * A key that has left.
	 *
	 * @param entry the key
	 * @param until when it is forgotten at the latest, in monotonic nanoseconds
	 */
	private record Kept(KeyEntry entry, long until) {

		boolean isOver(long now) {
			return now >= this.until || (this.entry.inFlight() == 0 && !isHeldBack(now) && !isCounted(now));
		}

		private boolean isHeldBack(long now) {
			RestState rest = this.entry.rest().state();
			OperatorSwitch operator = this.entry.operator();
			return (rest != null && rest.isResting(now)) || (operator != null && now < operator.until());
		}

		private boolean isCounted(long now) {
			QuotaGroup group = this.entry.group();
			return group.seats().isEmpty() && !group.isForgettable(now);
		}

	}

}
