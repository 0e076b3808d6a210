package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;

/**
 * A sliding window as a plain list of calls and a loop over all of them, which shares
 * nothing with the real one.
 */
final class SlidingWindowModel {

	private final long length;

	private final long margin;

	private final List<Entry> entries = new ArrayList<>();

	SlidingWindowModel(long length, long margin) {
		this.length = length;
		this.margin = margin;
	}

	Entry grant(long now, long[] units) {
		Entry entry = new Entry(now, units.clone());
		this.entries.add(entry);
		return entry;
	}

	void settle(Entry entry, long[] used, long now) {
		boolean gone = leaves(entry) <= now;
		entry.answered = now;
		long[] debit = new long[used.length];
		for (int i = 0; i < used.length; i++) {
			debit[i] = Math.max(0, used[i] - entry.units[i]);
			entry.units[i] = gone ? entry.units[i] : Math.min(used[i], entry.units[i]);
		}
		if (debit[0] > 0 || debit[1] > 0) {
			Entry booked = grant(now, debit);
			booked.answered = now;
			booked.debit = true;
		}
	}

	/** What is counted if every permit leaves exactly when it may. */
	long counted(int column, long now) {
		return this.entries.stream()
			.filter((entry) -> leaves(entry) > now)
			.mapToLong((entry) -> entry.units[column])
			.sum();
	}

	/**
	 * What is counted if each permit stays as long as any neighbour could hold it back.
	 */
	long countedAtMost(int column, long now, long spacing) {
		long sum = 0;
		for (int i = 0; i < this.entries.size(); i++) {
			sum += (leavesWith(i, spacing) > now) ? this.entries.get(i).units[column] : 0;
		}
		return sum;
	}

	/** The most that a provider may see in one span, wherever each call arrives. */
	long worst(int column) {
		long worst = 0;
		for (Entry one : this.entries) {
			worst = Math.max(worst, arriving(column, one.sent - this.length + 1));
			worst = Math.max(worst, arriving(column, arrives(one)));
		}
		return worst;
	}

	private long arriving(int column, long start) {
		long sum = 0;
		for (Entry entry : this.entries) {
			boolean within = entry.sent < start + this.length && arrives(entry) >= start;
			sum += (within && !entry.debit) ? entry.units[column] : 0;
		}
		return sum;
	}

	private long arrives(Entry entry) {
		return Math.min(entry.answered, entry.sent + this.margin);
	}

	long leaves(Entry entry) {
		return arrives(entry) + this.length;
	}

	private long leavesWith(int index, long spacing) {
		Entry entry = this.entries.get(index);
		int first = index;
		while (first > 0 && entry.granted - this.entries.get(first - 1).granted <= spacing) {
			first--;
		}
		long sent = entry.sent;
		long answered = entry.answered;
		for (int i = first; i < this.entries.size() && this.entries.get(i).granted - entry.granted <= spacing; i++) {
			sent = Math.max(sent, this.entries.get(i).sent);
			answered = Math.max(answered, this.entries.get(i).answered);
		}
		return Math.min(answered, sent + this.margin) + this.length;
	}

	static final class Entry {

		private final long granted;

		private final long[] units;

		private long sent;

		private long answered = Long.MAX_VALUE;

		private boolean debit;

		Entry(long granted, long[] units) {
			this.granted = granted;
			this.sent = granted;
			this.units = units;
		}

		void sent(long now) {
			this.sent = now;
		}

	}

}
