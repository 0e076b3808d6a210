package io.apipool.batch;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Reads the input of a batch on the batch's thread. Whoever stops the batch from
 * elsewhere interrupts the reading, and that alone.
 *
 * @param <I> an item
 */
final class BatchReader<I> {

	private final BatchInput<I> input;

	private final AtomicReference<@Nullable Iterator<? extends I>> items = new AtomicReference<>();

	private final AtomicReference<@Nullable Thread> reading = new AtomicReference<>();

	private final AtomicBoolean stopped = new AtomicBoolean();

	BatchReader(BatchInput<I> input) {
		this.input = input;
	}

	/**
	 * Reads on.
	 * @param step what reads
	 * @return what it returns; null where the reading was stopped
	 */
	<T> @Nullable T read(Step<I, T> step) throws Exception {
		if (!enter()) {
			return null;
		}
		try {
			Iterator<? extends I> present = this.items.get();
			if (present == null) {
				present = this.input.open().get();
				this.items.set(present);
			}
			return step.read(present);
		}
		catch (Throwable ex) {
			if (this.stopped.get()) {
				return null;
			}
			throw ex;
		}
		finally {
			leave();
		}
	}

	private synchronized boolean enter() {
		this.reading.set(Thread.currentThread());
		return !this.stopped.get();
	}

	private synchronized void leave() {
		this.reading.set(null);
		if (this.stopped.get()) {
			Thread.interrupted();
		}
	}

	/**
	 * Stops the reading. May be called by any thread.
	 */
	synchronized void stop() {
		this.stopped.set(true);
		Thread reader = this.reading.get();
		if (reader != null) {
			reader.interrupt();
		}
	}

	boolean isStopped() {
		return this.stopped.get();
	}

	void close() {
		this.input.end().run();
	}

	/**
	 * One step of reading.
	 *
	 * @param <I> an item
	 * @param <T> what was read
	 */
	@FunctionalInterface
	interface Step<I, T> {

		@Nullable T read(Iterator<? extends I> items) throws Exception;

	}

}
