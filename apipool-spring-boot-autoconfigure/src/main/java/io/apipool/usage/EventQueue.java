package io.apipool.usage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many writers and one reader. A writer takes the next number, and its
 * slot is its own; it waits for nobody. What finds no room is dropped and counted.
 */
final class EventQueue<T> {

	private final AtomicReferenceArray<@Nullable T> slots;

	private final AtomicLong tail = new AtomicLong();

	private final AtomicLong head = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	/**
	 * Creates a queue.
	 * @param room how many it holds; a power of two
	 */
	EventQueue(int room) {
		this.slots = new AtomicReferenceArray<>(room);
	}

	/**
	 * Adds an element.
	 * @return whether there was room
	 */
	boolean offer(T element) {
		long number = this.tail.get();
		while (number - this.head.get() < this.slots.length()) {
			if (this.tail.compareAndSet(number, number + 1)) {
				this.slots.set(slot(number), element);
				return true;
			}
			number = this.tail.get();
		}
		this.dropped.incrementAndGet();
		return false;
	}

	/**
	 * Takes the oldest. One thread at a time.
	 * @return null if there is none, or its writer has not put it down yet
	 */
	@Nullable T poll() {
		long number = this.head.get();
		T element = this.slots.get(slot(number));
		if (element != null) {
			this.slots.set(slot(number), null);
			this.head.set(number + 1);
		}
		return element;
	}

	long size() {
		return this.tail.get() - this.head.get();
	}

	long dropped() {
		return this.dropped.get();
	}

	private int slot(long number) {
		return (int) number & (this.slots.length() - 1);
	}

}
