package io.apipool.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.apipool.limit.Claim;

/**
 * What has become of a lease: flags in one word, each set once by whoever comes first,
 * and the number of calls inside it.
 * <p>
 * A call inside uses what the lease holds, so a lease that ends before the calls inside
 * it hands over what it holds to them, and the last one gives it back. None comes in once
 * the lease has ended; so whether there are any left is known from then on, and the word
 * says who is the last.
 */
abstract class LeaseState extends Claim {

	/** It has ended. */
	static final int ENDED = 1;

	/** The provider may have seen the request. */
	static final int SENT = 2;

	/** A call inside this one has used its permit. */
	static final int COVERS = 4;

	/** Takes nothing by itself: the call around it holds the permits. */
	static final int COVERED = 8;

	/** The application holds it: it expires without a sign of life. */
	static final int HELD = 16;

	/** It has expired: its slot in flight is given back. */
	static final int EXPIRED = 32;

	/** It has ended before the calls inside it: the last of them gives back. */
	static final int HANDED_OVER = 64;

	/** Its outcome laid a rest: who waits may wait in vain. */
	static final int LAID_A_REST = 128;

	/** It was the pacer of an adaptive rate that had held calls back. */
	static final int HELD_BACK = 256;

	/** It is a request's: it expires only once its answer has been handed out. */
	static final int REQUEST = 512;

	/** Takes its permits though a limit refuses them. */
	static final int SHADOW = 1024;

	/** It uses a client of its key. */
	static final int USES_CLIENT = 2048;

	/** A client of its key could not be made. */
	static final int NO_CLIENT = 4096;

	/** It was given up: the provider may count its request only later. */
	static final int UNANSWERED = 8192;

	/** The provider refused it for a limit. */
	static final int THROTTLED = 16_384;

	/** One call inside; the bits from here on count them. */
	private static final int CALL_INSIDE = 32_768;

	private static final VarHandle FLAGS;

	static {
		try {
			FLAGS = MethodHandles.lookup().findVarHandle(LeaseState.class, "flags", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile int flags;

	/**
	 * Sets a flag.
	 * @return whether it was not set before
	 */
	boolean flag(int flag) {
		return ((int) FLAGS.getAndBitwiseOr(this, flag) & flag) == 0;
	}

	boolean is(int flag) {
		return (this.flags & flag) != 0;
	}

	@Override
	protected boolean isAnswered() {
		return !is(UNANSWERED);
	}

	@Override
	protected boolean isThrottled() {
		return is(THROTTLED);
	}

	@Override
	protected void heldBack() {
		flag(HELD_BACK);
	}

	/**
	 * Takes a flag back.
	 * @return whether it was set
	 */
	boolean unflag(int flag) {
		return ((int) FLAGS.getAndBitwiseAnd(this, ~flag) & flag) != 0;
	}

	/**
	 * Takes back that the provider may have seen the request.
	 */
	void unsent() {
		unflag(SENT);
	}

	/**
	 * A call inside begins, unless the lease has ended.
	 * @return whether it may use what the lease holds
	 */
	boolean enter() {
		int before = this.flags;
		while ((before & ENDED) == 0) {
			if (FLAGS.compareAndSet(this, before, before + CALL_INSIDE)) {
				return true;
			}
			before = this.flags;
		}
		return false;
	}

	/**
	 * A call inside is over.
	 * @return whether it is left to it to give back what the lease holds
	 */
	boolean leave() {
		int after = (int) FLAGS.getAndAdd(this, -CALL_INSIDE) - CALL_INSIDE;
		return after < CALL_INSIDE && (after & HANDED_OVER) != 0;
	}

	boolean hasCallsInside() {
		return this.flags >= CALL_INSIDE;
	}

	/**
	 * Leaves it to the calls inside to give back what the lease holds.
	 * @return whether there are any left
	 */
	boolean handOver() {
		return (int) FLAGS.getAndBitwiseOr(this, HANDED_OVER) >= CALL_INSIDE;
	}

	/**
	 * Marks the lease as expired.
	 * @return whether it had neither ended nor expired
	 */
	boolean expire() {
		int before = this.flags;
		while ((before & (ENDED | EXPIRED)) == 0) {
			if (FLAGS.compareAndSet(this, before, before | EXPIRED)) {
				return true;
			}
			before = this.flags;
		}
		return false;
	}

}
