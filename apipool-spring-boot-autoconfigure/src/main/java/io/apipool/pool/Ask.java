package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What one search for a key has met so far, and later what the lease it led to must
 * remember. A lease whose first candidate admits, and that ends as its call ends, has
 * none.
 */
final class Ask {

	/** Of a call that has not been waiting. */
	static final long NOT_WAITING = Long.MAX_VALUE;

	private final Set<KeyEntry> leftOut;

	private final @Nullable Seat only;

	private final long waitingSince;

	private final List<Refusal> refusals = new ArrayList<>();

	private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);

	private @Nullable TriedSeats tried;

	private Closed closed = Closed.NOT;

	private final AtomicReference<@Nullable Refusal> passed = new AtomicReference<>();

	private Ask(Set<KeyEntry> leftOut, @Nullable Seat only, long waitingSince) {
		this.leftOut = leftOut;
		this.only = only;
		this.waitingSince = waitingSince;
	}

	static Ask any() {
		return new Ask(Set.of(), null, NOT_WAITING);
	}

	/**
	 * Starts a search without keys that this call has used in vain.
	 * @param since since when the call has been waiting, in monotonic nanoseconds, or
	 * {@link #NOT_WAITING}
	 */
	static Ask without(Set<KeyEntry> leftOut, long since) {
		return new Ask(leftOut, null, since);
	}

	/**
	 * Starts a search for permits of the key that the call around holds.
	 * @param since since when the call has been waiting, or {@link #NOT_WAITING}
	 */
	static Ask only(Seat seat, long since) {
		return new Ask(Set.of(), seat, since);
	}

	/**
	 * Returns the same search, of which nothing has been met yet.
	 */
	Ask again() {
		return new Ask(this.leftOut, this.only, this.waitingSince);
	}

	/**
	 * A refusal was passed over.
	 */
	void passed(Refusal refusal) {
		this.passed.compareAndSet(null, refusal);
	}

	/**
	 * Returns the first limit that was passed over, or null.
	 */
	@Nullable LimitDefinition passed() {
		Refusal first = this.passed.get();
		return (first != null) ? first.limits().stream().findFirst().orElse(null) : null;
	}

	/**
	 * Returns how long the call had waited.
	 * @return nanoseconds
	 */
	long waited(long grantedAt) {
		return Math.max(0, grantedAt - Math.min(this.waitingSince, grantedAt));
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
		tried(seat.ring()).add(seat);
		return first;
	}

	/**
	 * Tells whether a seat is not to be named, or not again.
	 */
	boolean excludes(Seat seat) {
		return tried(seat.ring()).contains(seat);
	}

	/**
	 * Returns the bits of the seats that are not to be named, or null for none.
	 */
	long @Nullable [] without(KeyRing ring) {
		return (this.tried == null && this.leftOut.isEmpty()) ? null : tried(ring).bits();
	}

	private TriedSeats tried(KeyRing ring) {
		TriedSeats present = this.tried;
		if (present == null || !present.isOf(ring)) {
			present = new TriedSeats(ring, this.leftOut);
			this.tried = present;
		}
		return present;
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
	 * Tells the lease something.
	 */
	void tell(UnaryOperator<Told> news) {
		this.told.updateAndGet(news);
	}

	Told told() {
		return Objects.requireNonNull(this.told.get());
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
