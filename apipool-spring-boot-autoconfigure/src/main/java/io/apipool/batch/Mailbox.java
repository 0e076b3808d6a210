package io.apipool.batch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a batch is to do next, told by other threads and done by its own: so all that a
 * batch knows belongs to one thread.
 */
final class Mailbox {

	private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

	void add(Runnable step) {
		this.steps.add(step);
	}

	/**
	 * Wakes the batch.
	 */
	void wake() {
		add(() -> {
		});
	}

	/**
	 * Waits for a step, and does all that are there.
	 */
	void await() throws InterruptedException {
		this.steps.take().run();
		drain();
	}

	/**
	 * Does what is there.
	 */
	void drain() {
		for (Runnable step = this.steps.poll(); step != null; step = this.steps.poll()) {
			step.run();
		}
	}

}
