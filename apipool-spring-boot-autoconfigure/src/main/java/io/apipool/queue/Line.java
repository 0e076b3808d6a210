package io.apipool.queue;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Who waits: by order, by deadline and by call. Changed under the queue's lock; the
 * number alone is read without it. Going over it while it changes is allowed.
 */
final class Line {

	private static final long NANOS_PER_PRIORITY = 1_000_000_000;

	private final NavigableSet<Entry> order = new ConcurrentSkipListSet<>(Entry.ORDER);

	private final TreeSet<Entry> deadlines = new TreeSet<>(Entry.DEADLINE);

	private final IdentityHashMap<Waiting, Entry> entries = new IdentityHashMap<>();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicInteger room = new AtomicInteger();

	private final long origin;

	private final AtomicLong arrivals = new AtomicLong();

	/**
	 * Creates an empty line.
	 * @param origin arrivals are reckoned from here, so that no priority overflows
	 */
	Line(long origin) {
		this.origin = origin;
	}

	int size() {
		return this.size.get();
	}

	/**
	 * Returns how many take room.
	 */
	int room() {
		return this.room.get();
	}

	Iterable<Entry> inOrder() {
		return this.order;
	}

	/**
	 * Returns the last in order of those that take room. There must be one.
	 */
	Entry last() {
		Iterator<Entry> backwards = this.order.descendingIterator();
		Entry last = backwards.next();
		while (!last.call().takesRoom()) {
			last = backwards.next();
		}
		return last;
	}

	/**
	 * Tells whether nobody stands behind one in order.
	 */
	boolean isLast(Entry entry) {
		return this.order.higher(entry) == null;
	}

	long firstDeadline() {
		return this.deadlines.isEmpty() ? Waiting.NEVER : this.deadlines.first().deadline();
	}

	boolean contains(Waiting call) {
		return this.entries.containsKey(call);
	}

	Entry add(Waiting call, long now) {
		long rank = now - this.origin - call.priority() * NANOS_PER_PRIORITY;
		Entry entry = new Entry(call, rank, this.arrivals.getAndIncrement(), call.deadline());
		this.entries.put(call, entry);
		this.order.add(entry);
		this.deadlines.add(entry);
		this.size.incrementAndGet();
		this.room.addAndGet(call.takesRoom() ? 1 : 0);
		return entry;
	}

	/**
	 * Reads a call's deadline anew.
	 * @param entry its place
	 * @return the place it has now, which is as far in front
	 */
	Entry refreshed(Entry entry) {
		long deadline = entry.call().deadline();
		if (deadline == entry.deadline() || !this.deadlines.remove(entry)) {
			return entry;
		}
		Entry changed = new Entry(entry.call(), entry.rank(), entry.sequence(), deadline);
		this.order.remove(entry);
		this.order.add(changed);
		this.deadlines.add(changed);
		this.entries.put(entry.call(), changed);
		return changed;
	}

	@Nullable Entry remove(Waiting call) {
		Entry entry = this.entries.remove(call);
		if (entry != null) {
			this.order.remove(entry);
			this.deadlines.remove(entry);
			this.size.decrementAndGet();
			this.room.addAndGet(call.takesRoom() ? -1 : 0);
		}
		return entry;
	}

}
