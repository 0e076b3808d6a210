package io.apipool.benchmarks.goodput;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Work that arrives whether or not somebody has time for it: in each window so many
 * pieces, nine tenths of what the keys allow, in three clumps at any instant. So two
 * windows' work may arrive at once, and then nothing for long.
 */
final class Clumps implements Work {

	private static final double LOAD = 0.9;

	private static final int IN_A_WINDOW = 3;

	private final BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();

	private final long[] instants;

	private final int size;

	/**
	 * Draws the instants.
	 * @param start when the first window begins
	 * @param windows how many
	 * @param window how long one is, in nanoseconds
	 * @param possible the requests that a window allows, all keys together
	 */
	Clumps(long start, int windows, long window, double possible) {
		Random random = new Random(1);
		this.size = (int) (LOAD * possible / IN_A_WINDOW);
		this.instants = new long[windows * IN_A_WINDOW];
		Arrays.setAll(this.instants, (i) -> start + i / IN_A_WINDOW * window + (long) (random.nextDouble() * window));
		Arrays.sort(this.instants);
	}

	/** Lets the work arrive. */
	void feed() throws InterruptedException {
		for (long instant : this.instants) {
			TimeUnit.NANOSECONDS.sleep(instant - System.nanoTime());
			for (int i = 0; i < this.size; i++) {
				this.arrived.add(instant);
			}
		}
	}

	/** Returns how much arrives from then on. */
	long arrivedSince(long since) {
		return this.size * Arrays.stream(this.instants).filter((instant) -> instant >= since).count();
	}

	@Override
	public long next() throws InterruptedException {
		return this.arrived.take();
	}

}
