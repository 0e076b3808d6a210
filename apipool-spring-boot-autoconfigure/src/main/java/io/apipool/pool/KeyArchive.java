package io.apipool.pool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The keys that have left a pool, with all that is known of them: a key that comes back
 * goes on as it was. Kept while calls hold them, a rest or an operator's switch lasts or
 * their group counts what they did, and no longer than 32 days.
 */
final class KeyArchive {

	private static final long LONGEST = Duration.ofDays(32).toNanos();

	private final Map<String, Kept> left = new LinkedHashMap<>();

	/**
	 * Keeps a key that leaves.
	 */
	void put(KeyEntry entry, long now) {
		this.left.put(entry.id(), new Kept(entry, now + LONGEST));
	}

	/**
	 * Takes a key out that comes back.
	 * @return the key as it was, or null where nothing of it is worth knowing any more
	 */
	@Nullable KeyEntry take(String id, long now) {
		Kept kept = this.left.remove(id);
		return (kept != null && !kept.isOver(now)) ? kept.entry : null;
	}

	/**
	 * Forgets what is not worth knowing any more.
	 */
	void forget(long now) {
		this.left.values().removeIf((kept) -> kept.isOver(now));
	}

	int size() {
		return this.left.size();
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
