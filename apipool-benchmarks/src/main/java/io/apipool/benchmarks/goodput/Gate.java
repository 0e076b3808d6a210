package io.apipool.benchmarks.goodput;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

import io.apipool.Timekeeper;

/**
 * Lets a client stand still as a garbage collection does, while the provider in the same
 * process goes on.
 * <p>
 * A collection stops threads wherever they are, and none of them reads a clock, is woken
 * or sends meanwhile. So every thread of the client passes here before it reads the
 * clock, before a timer's task, before it sends, and before it sees an answer: at the
 * begin of a pause each stops at the next of these, and some stop between a grant and the
 * sending of its call, which is what a pause does to a limiter. A mere lock before the
 * sending would hold up all that is granted during the pause, though nothing is granted
 * then.
 */
final class Gate implements Timekeeper {

	private final Timekeeper system = Timekeeper.system();

	private final Phaser pauses = new Phaser(1);

	private volatile int pause = -1;

	/** Stops until the pause is over. */
	void pass() {
		this.pauses.awaitAdvance(this.pause);
	}

	/** Stops all that come, for so long. */
	void shut(Duration length) throws InterruptedException {
		this.pause = this.pauses.getPhase();
		try {
			TimeUnit.NANOSECONDS.sleep(length.toNanos());
		}
		finally {
			this.pauses.arrive();
		}
	}

	@Override
	public long nanoTime() {
		pass();
		return this.system.nanoTime();
	}

	@Override
	public Instant instant() {
		pass();
		return this.system.instant();
	}

	@Override
	public AutoCloseable schedule(Instant at, Runnable task) {
		return this.system.schedule(at, () -> {
			pass();
			task.run();
		});
	}

	/** Ends the timers. */
	void shutdown() throws Exception {
		if (this.system instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
