package io.apipool.benchmarks.call;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Threads;

/**
 * How many calls several threads get through together: a pooled call that is counted,
 * beside its peers.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ThreadsBenchmark extends RunningApplication {

	/**
	 * Starts the application.
	 */
	@Setup
	public void start() {
		use(Application.start(10, Recording.COUNTED));
	}

	/**
	 * Two threads that take keys of the pool.
	 * @return what the method returns
	 */
	@Benchmark
	@Threads(2)
	public @Nullable Object pooledBy2() {
		return service().pooled(null);
	}

	/**
	 * Eight threads that take keys of the pool.
	 * @return what the method returns
	 */
	@Benchmark
	@Threads(8)
	public @Nullable Object pooledBy8() {
		return service().pooled(null);
	}

	/**
	 * Two threads and one limiter of Resilience4j.
	 * @return what the method returns
	 */
	@Benchmark
	@Threads(2)
	public @Nullable Object resilience4jBy2() {
		return service().resilience4j(null);
	}

	/**
	 * Two threads and an aspect with Bucket4j, a timer and a queue.
	 * @return what the method returns
	 */
	@Benchmark
	@Threads(2)
	public @Nullable Object handmadeBy2() {
		return service().handmade(null);
	}

}
