package io.apipool.benchmarks.call;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What else stands between a caller and its method.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class PeerBenchmark extends RunningApplication {

	/**
	 * Starts the application.
	 */
	@Setup
	public void start() {
		use(Application.start(10, Recording.METERED));
	}

	/**
	 * A proxy and an interceptor that only proceeds.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object plainInterceptor() {
		return service().plain(null);
	}

	/**
	 * An advice that only proceeds.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object around() {
		return service().around(null);
	}

	/**
	 * An advice that only proceeds and is handed its annotation.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object aroundBound() {
		return service().bound(null);
	}

	/**
	 * Spring's limit of calls in flight.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object concurrencyLimit() {
		return service().concurrencyLimit(null);
	}

	/**
	 * One limiter of Resilience4j.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object resilience4j() {
		return service().resilience4j(null);
	}

	/**
	 * An aspect with Bucket4j, a timer and a queue.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object handmade() {
		return service().handmade(null);
	}

}
