package io.apipool.pool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.CallOutcome;
import io.apipool.limit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What one search for a key has met so far, and what was reported to its lease: a lease
 * whose first candidate admits, and that ends as its call ends, has none.
 */
final class Ask {

	private final Set<KeyEntry> leftOut;

	private final @Nullable Seat only;

	private final Set<Seat> named = new LinkedHashSet<>();

	private final List<Refusal> refusals = new ArrayList<>();

	private final AtomicReference<@Nullable CallOutcome> reported = new AtomicReference<>();

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
		return this.named.add(seat);
	}

	void refused(Refusal refusal) {
		this.refusals.add(refusal);
	}

	List<Refusal> refusals() {
		return this.refusals;
	}

	/**
	 * Returns the bits of the seats that are not to be named, or null for none.
	 */
	long @Nullable [] without(KeyRing ring) {
		if (this.named.isEmpty() && this.leftOut.isEmpty()) {
			return null;
		}
		long[] bits = new long[(ring.size() + 63) >>> 6];
		this.named.stream().filter((seat) -> seat.ring() == ring).forEach((seat) -> set(bits, seat));
		if (leavesAnyOut()) {
			ring.seats().stream().filter(this::leavesOut).forEach((seat) -> set(bits, seat));
		}
		return bits;
	}

	private static void set(long[] bits, Seat seat) {
		bits[seat.position() >>> 6] |= 1L << seat.position();
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

}
