package io.apipool.pool;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.apipool.queue.WaitingQueue;

/**
 * The queues that wait for one group, each in its turn: who is woken first takes what is
 * there, so after one was served the next is woken first. Without it the pool whose timer
 * was set first would be served until nobody of it waits any more.
 */
final class QueueTurns {

	private final AtomicReference<List<WaitingQueue>> queues = new AtomicReference<>(List.of());

	private final AtomicInteger next = new AtomicInteger();

	void between(List<WaitingQueue> changed) {
		this.queues.set(changed);
	}

	boolean isShared() {
		return current().size() > 1;
	}

	void wake(Consumer<WaitingQueue> wake) {
		List<WaitingQueue> all = current();
		int first = this.next.get();
		for (int i = 0; i < all.size(); i++) {
			int index = Math.floorMod(first + i, all.size());
			WaitingQueue queue = all.get(index);
			int waiting = queue.size();
			wake.accept(queue);
			if (queue.size() < waiting) {
				this.next.set(index + 1);
			}
		}
	}

	private List<WaitingQueue> current() {
		return Objects.requireNonNull(this.queues.get());
	}

}
