package io.apipool.limit;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.RateLimitExceededException;

/**
 * The counts of a limit for the values of a key.
 * <p>
 * A count is forgotten when it is full again: nothing counted, no slot held, nobody
 * waiting, nobody just asking. Each new value looks at a few that were not used for
 * longest; one that is not full goes to the end of the line, so that all have their turn.
 * Beyond the most that may be kept, a new value is refused where none of those looked at
 * is full: dropping a count that is not would let its limit be exceeded.
 * <p>
 * Somebody may still hold the scope of a count that was forgotten, on the way into a
 * pool's queue: while it is reachable, its value gets that scope again and not a second
 * one.
 */
final class KeyedCounts {

	private static final int LOOKED_AT = 16;

	private final LimitSite site;

	private final int most;

	private final LinkedHashMap<Object, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

	private final Map<Object, Forgotten> forgotten = new HashMap<>();

	private final ReferenceQueue<PermitScope> unreachable = new ReferenceQueue<>();

	private final AtomicLong opened = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Creates an empty set of counts.
	 * @param site the limit
	 * @param most the most counts that are kept
	 */
	KeyedCounts(LimitSite site, int most) {
		this.site = site;
		this.most = most;
	}

	/**
	 * Returns the count of a value, which is not forgotten until it is given back.
	 * @param key the value
	 * @return the count
	 * @throws RateLimitExceededException if too many are in use
	 */
	synchronized LimitCount borrow(Object key) {
		Kept entry = this.kept.get(key);
		if (entry == null) {
			forgetFull();
			entry = new Kept(new LimitCount(this.site, scope(key)));
			this.kept.put(key, entry);
			if (this.closed.get()) {
				entry.count.close();
			}
		}
		entry.borrowed++;
		return entry.count;
	}

	synchronized void giveBack(Object key) {
		Kept entry = this.kept.get(key);
		if (entry != null) {
			entry.borrowed--;
		}
	}

	synchronized int size() {
		return this.kept.size();
	}

	synchronized void close() {
		this.closed.set(true);
		this.kept.values().forEach((entry) -> entry.count.close());
	}

	/**
	 * The limits have changed. Those of a count that was forgotten would be the old ones.
	 */
	void redefined() {
		List<LimitCount> counts;
		synchronized (this) {
			this.forgotten.clear();
			counts = this.kept.values().stream().map((entry) -> entry.count).toList();
		}
		counts.forEach(LimitCount::redefined);
	}

	synchronized void open() {
		this.closed.set(false);
		this.kept.values().forEach((entry) -> entry.count.open());
	}

	private void forgetFull() {
		for (Object key : eldest()) {
			Kept entry = this.kept.get(key);
			if (entry != null && entry.borrowed == 0 && entry.count.isFull()) {
				this.kept.remove(key);
				PermitScope scope = entry.count.scope();
				this.site.store().close(scope);
				this.forgotten.put(key, new Forgotten(key, scope, this.unreachable));
			}
		}
		if (this.kept.size() >= this.most) {
			throw new RateLimitExceededException(null, this.site.name(),
					"%s: more than %d keys at the same time".formatted(this.site.name(), this.most),
					Duration.ofSeconds(1));
		}
	}

	private List<Object> eldest() {
		List<Object> keys = new ArrayList<>(LOOKED_AT);
		for (Object key : this.kept.keySet()) {
			if (keys.size() == LOOKED_AT) {
				break;
			}
			keys.add(key);
		}
		return keys;
	}

	private PermitScope scope(Object key) {
		for (Object gone = this.unreachable.poll(); gone != null; gone = this.unreachable.poll()) {
			Forgotten reference = (Forgotten) gone;
			this.forgotten.remove(reference.key, reference);
		}
		Forgotten reference = this.forgotten.remove(key);
		PermitScope scope = (reference != null) ? reference.get() : null;
		return (scope != null) ? scope : this.site.open(this.site.name() + "#" + this.opened.getAndIncrement());
	}

	private static final class Kept {

		private final LimitCount count;

		private int borrowed;

		Kept(LimitCount count) {
			this.count = count;
		}

	}

	private static final class Forgotten extends WeakReference<PermitScope> {

		private final Object key;

		Forgotten(Object key, PermitScope scope, ReferenceQueue<PermitScope> queue) {
			super(scope, queue);
			this.key = key;
		}

	}

}
