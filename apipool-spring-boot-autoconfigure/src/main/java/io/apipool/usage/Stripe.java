package io.apipool.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What some of the threads have counted in one second. Its lock is a word that nobody
 * waits for: who finds it taken takes another stripe.
 */
final class Stripe extends Counts {

	private static final VarHandle WORD;

	static {
		try {
			WORD = MethodHandles.lookup().findVarHandle(Stripe.class, "word", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("UnusedVariable")
	private volatile int word;

	private long second;

	boolean tryLock() {
		return WORD.compareAndSet(this, 0, 1);
	}

	void unlock() {
		WORD.setRelease(this, 0);
	}

	/**
	 * Returns the second that is counted, since the epoch. Under the lock.
	 */
	long second() {
		return this.second;
	}

	/**
	 * Starts to count another second. Under the lock.
	 */
	void turn(long next) {
		clear();
		this.second = next;
	}

}
