package io.apipool.limit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for a few dozen nanoseconds of work, not reentrant.
 * <p>
 * Taking it is one compare-and-set and giving it back one store, which is half the cost
 * of a {@link ReentrantLock}. The price is that a release wakes nobody. So a contender
 * spins for about as long as the work takes; after that only one thread at a time goes on
 * looking at the word, first yielding and then parking for moments, while all others
 * sleep in an ordinary lock. Waking a sleeper at every release collapses as soon as there
 * are more threads than cores, and many spinners starve the holder.
 */
class WordLock {

	private static final int SPINS = 64;

	private static final int YIELDS = 50;

	private static final long PARK_NANOS = 20_000;

	private static final VarHandle WORD;

	static {
		try {
			WORD = MethodHandles.lookup().findVarHandle(WordLock.class, "word", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ReentrantLock contenders = new ReentrantLock();

	private volatile int word;

	/**
	 * Takes the lock, whether or not the thread is interrupted.
	 */
	final void lock() {
		if (!WORD.compareAndSet(this, 0, 1)) {
			contend();
		}
	}

	/**
	 * Gives the lock back. To be called by its holder only.
	 */
	void unlock() {
		WORD.setRelease(this, 0);
	}

	@SuppressWarnings("ThreadPriorityCheck")
	private void contend() {
		for (int i = 0; i < SPINS; i++) {
			Thread.onSpinWait();
			if (tryLock()) {
				return;
			}
		}
		this.contenders.lock();
		try {
			for (int i = 0; !tryLock(); i++) {
				if (i < YIELDS) {
					Thread.yield();
				}
				else {
					LockSupport.parkNanos(this, PARK_NANOS);
				}
			}
		}
		finally {
			this.contenders.unlock();
		}
	}

	private boolean tryLock() {
		return this.word == 0 && WORD.compareAndSet(this, 0, 1);
	}

}
