package io.apipool.benchmarks;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole pooled call, with ten keys and three limits, beside what else stands between a
 * caller and its method.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class CallBenchmark extends RunningApplication {

	/** Whether calls are metered, as they are by default where there is Micrometer. */
	@Param({ "true", "false" })
	private boolean meters;

	/**
	 * Starts the application.
	 */
	@Setup
	public void start() {
		use(Application.start(10, (key) -> false, this.meters));
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

	/**
	 * A key found, three limits taken and settled, the key handed in.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object pooledCall() {
		return service().pooled(null);
	}

}
