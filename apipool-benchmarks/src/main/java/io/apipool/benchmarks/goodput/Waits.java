package io.apipool.benchmarks.goodput;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.apipool.honest.Contender;

/** Takes the time of calls that succeed: from the call to its answer. */
final class Waits {

	private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

	Contender timed(Contender contender) {
		return (sender) -> {
			long start = System.nanoTime();
			contender.call(sender);
			this.nanos.add(System.nanoTime() - start);
		};
	}

	/** Returns the time in milliseconds which a part of the calls did not exceed. */
	double millis(double part) {
		long[] sorted = this.nanos.stream().mapToLong(Long::longValue).sorted().toArray();
		return (sorted.length > 0) ? sorted[(int) (part * (sorted.length - 1))] / 1e6 : Double.NaN;
	}

}
