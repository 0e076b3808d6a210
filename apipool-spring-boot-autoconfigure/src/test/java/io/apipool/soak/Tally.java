package io.apipool.soak;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import io.apipool.ApiKeyPoolListener;
import io.apipool.KeyLease;

/**
 * What the callers counted: each attempt by operation and key, what was answered, and
 * which attempts nobody answered. Beside them, as a listener, each key that was given to
 * a call.
 */
final class Tally implements ApiKeyPoolListener {

	private final ConcurrentMap<String, LongAdder> grants = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> attempts = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> ends = new ConcurrentHashMap<>();

	private final BitSet open = new BitSet();

	private long last;

	/**
	 * Counts an attempt that is about to be sent.
	 * @return its number
	 */
	synchronized long sending(String operation, String key) {
		unsent(operation, key);
		this.last++;
		this.open.set(Math.toIntExact(this.last));
		return this.last;
	}

	/** Counts an attempt that is never sent. */
	void unsent(String operation, String key) {
		count(this.attempts, operation + " " + key);
	}

	synchronized void answered(long number, String operation, String key, int status) {
		this.open.clear(Math.toIntExact(number));
		count(this.answers, operation + " " + key + " " + status);
	}

	/** Counts how a caller's call ended. */
	void ended(String how) {
		count(this.ends, how);
	}

	@Override
	public void leased(KeyLease lease) {
		count(this.grants, lease.request().operation() + " " + lease.key().id());
	}

	/** Returns how many keys were given, by operation and key. */
	Map<String, Long> grants() {
		return sums(this.grants);
	}

	/** Returns how many attempts there were, by operation and key. */
	Map<String, Long> attempts() {
		return sums(this.attempts);
	}

	/** Returns how many answers there were, by operation, key and status. */
	Map<String, Long> answers() {
		return sums(this.answers);
	}

	Map<String, Long> ends() {
		return sums(this.ends);
	}

	/** Returns the numbers of the attempts that were sent and that nobody answered. */
	synchronized BitSet unanswered() {
		return (BitSet) this.open.clone();
	}

	/** Returns how many attempts were sent. */
	synchronized long sent() {
		return this.last;
	}

	private static void count(ConcurrentMap<String, LongAdder> counts, String name) {
		counts.computeIfAbsent(name, (fresh) -> new LongAdder()).increment();
	}

	private static Map<String, Long> sums(ConcurrentMap<String, LongAdder> counts) {
		Map<String, Long> sums = new TreeMap<>();
		counts.forEach((name, count) -> sums.put(name, count.sum()));
		return sums;
	}

}
