package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallOutcome;
import io.apipool.limit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What one search for a key has met so far, and later what the lease it led to must
 * remember. A lease whose first candidate admits, and that ends as its call ends, has
 * none.
 */
final class Ask {

	private static final int MOST_FOREIGN = 16;

	private final Set<KeyEntry> leftOut;

	private final @Nullable Seat only;

	private final List<Refusal> refusals = new ArrayList<>();

	private final AtomicReference<@Nullable CallOutcome> reported = new AtomicReference<>();

	private @Nullable KeyRing ring;

	private long[] without = {};

	private Closed closed = Closed.NOT;

	private volatile long waited;

	private volatile List<Throwable> foreign = List.of();

	private Ask(Set<KeyEntry> leftOut, @Nullable Seat only) {
		this.leftOut = leftOut;
		this.only = only;
	}

	static Ask any() {
		return new Ask(Set.of(), null);
	}

	/**
	 * Starts a search without keys that this call has used in vain.
	 */
	static Ask without(Set<KeyEntry> leftOut) {
		return new Ask(leftOut, null);
	}

	/**
	 * Starts a search for permits of the key that the call around holds.
	 */
	static Ask only(Seat seat) {
		return new Ask(Set.of(), seat);
	}

	@Nullable Seat only() {
		return this.only;
	}

	boolean leavesOut(Seat seat) {
		return this.leftOut.contains(seat.entry());
	}

	boolean leavesAnyOut() {
		return !this.leftOut.isEmpty();
	}

	/**
	 * Remembers that a seat was tried.
	 * @return whether it was not tried before
	 */
	boolean name(Seat seat) {
		boolean first = !excludes(seat);
		set(bits(seat.ring()), seat);
		return first;
	}

	/**
	 * Tells whether a seat is not to be named, or not again.
	 */
	boolean excludes(Seat seat) {
		return (bits(seat.ring())[seat.position() >>> 6] & 1L << seat.position()) != 0;
	}

	/**
	 * Returns the bits of the seats that are not to be named, or null for none.
	 */
	long @Nullable [] without(KeyRing ring) {
		return (this.ring == null && this.leftOut.isEmpty()) ? null : bits(ring);
	}

	private long[] bits(KeyRing ring) {
		if (this.ring != ring) {
			this.ring = ring;
			this.without = new long[(ring.size() + 63) >>> 6];
			if (leavesAnyOut()) {
				ring.seats().stream().filter(this::leavesOut).forEach((seat) -> set(this.without, seat));
			}
		}
		return this.without;
	}

	private static void set(long[] bits, Seat seat) {
		bits[seat.position() >>> 6] |= 1L << seat.position();
	}

	void refused(Refusal refusal) {
		this.refusals.add(refusal);
	}

	List<Refusal> refusals() {
		return this.refusals;
	}

	/**
	 * No key was asked: the pool rests.
	 * @param forModelAlone whether only for the call's own model
	 */
	void closed(boolean forModelAlone) {
		this.closed = forModelAlone ? Closed.FOR_THE_MODEL : Closed.FOR_ALL;
	}

	Closed closed() {
		return this.closed;
	}

	/**
	 * A call inside told how the provider answered: the first definite outcome wins.
	 */
	void report(CallOutcome outcome) {
		this.reported.compareAndSet(null, outcome);
	}

	@Nullable CallOutcome reported() {
		return this.reported.get();
	}

	/**
	 * A call of another pool inside failed with this: it is not this key's doing. The
	 * latest few are remembered.
	 */
	synchronized void foreign(Throwable thrown) {
		List<Throwable> all = new ArrayList<>(this.foreign);
		if (all.size() >= MOST_FOREIGN) {
			all.remove(0);
		}
		all.add(thrown);
		this.foreign = all;
	}

	boolean isForeign(Throwable thrown) {
		Throwable cause = thrown;
		for (int depth = 0; cause != null && depth < Classification.DEEP; depth++) {
			for (Throwable known : this.foreign) {
				if (known == cause || standsFor(known, cause)) {
					return true;
				}
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean standsFor(Throwable known, Throwable thrown) {
		return known instanceof AnswerStandIn answer && StatusExceptions.status(thrown) == answer.getStatusCode();
	}

	/**
	 * Remembers how long the lease's call has waited, the calls inside it included.
	 */
	void waited(long nanos) {
		this.waited = nanos;
	}

	long waited() {
		return this.waited;
	}

	/**
	 * Whether the pool rested when the search began.
	 */
	enum Closed {

		/** It did not. */
		NOT,

		/** For one model. */
		FOR_THE_MODEL,

		/** For every call. */
		FOR_ALL

	}

}
