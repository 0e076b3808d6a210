package io.apipool.benchmarks.http;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;

/** Rounds of one second in which so many threads call without a pause. */
final class Rounds {

	private static final long LENGTH = TimeUnit.SECONDS.toNanos(1);

	private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final List<Double> throughputs = new ArrayList<>();

	private final List<Double> processors = new ArrayList<>();

	private final Runnable call;

	private final int callers;

	Rounds(Runnable call, int callers) {
		this.call = call;
		this.callers = callers;
	}

	void run() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(this.callers);
		LongAdder calls = new LongAdder();
		long used = this.machine.getProcessCpuTime();
		long start = System.nanoTime();
		for (int i = 0; i < this.callers; i++) {
			threads.execute(() -> {
				while (System.nanoTime() - start < LENGTH) {
					this.call.run();
					calls.increment();
				}
			});
		}
		threads.shutdown();
		if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
			throw new IllegalStateException("a call did not end within a minute");
		}
		this.throughputs.add(1e9 * calls.sum() / (System.nanoTime() - start));
		this.processors.add((this.machine.getProcessCpuTime() - used) / 1e3 / calls.sum());
	}

	/** Drops what was measured: it was for warming up. */
	void forget() {
		this.throughputs.clear();
		this.processors.clear();
	}

	/** Returns the median of the requests a second. */
	double throughput() {
		return median(this.throughputs);
	}

	/** Returns the median of the processor time of a request, in microseconds. */
	double processor() {
		return median(this.processors);
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
	}

}
