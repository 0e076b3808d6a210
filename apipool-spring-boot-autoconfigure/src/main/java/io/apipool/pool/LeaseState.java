package io.apipool.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.apipool.limit.Claim;

/**
 * What has become of a lease: flags in one word, each set once by whoever comes first.
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

	/**
	 * Takes back that the provider may have seen the request.
	 */
	void unsent() {
		FLAGS.getAndBitwiseAnd(this, ~SENT);
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
