package io.apipool.benchmarks.usage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * How fast something goes on, once it is warm.
 *
 * @param seconds how long it is measured
 */
record Pace(int seconds) {

	/**
	 * Measures.
	 * @param calls how many calls a step stands for
	 * @param work a step, given its number
	 * @return calls a second
	 */
	double of(int calls, LongConsumer work) {
		long number = 0;
		long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(this.seconds) / 2;
		while (System.nanoTime() < warm) {
			work.accept(number++);
		}
		long start = System.nanoTime();
		long first = number;
		while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(this.seconds)) {
			work.accept(number++);
		}
		return 1e9 * calls * (number - first) / (System.nanoTime() - start);
	}

}
