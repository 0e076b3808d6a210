package io.apipool.benchmarks.call;

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
 * A whole pooled call, with ten keys and three limits: bare, with its usage counted, and
 * metered too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class CallBenchmark extends RunningApplication {

	/** What becomes of a call when it has ended. */
	@Param
	private Recording recording = Recording.METERED;

	/**
	 * Starts the application.
	 */
	@Setup
	public void start() {
		use(Application.start(10, this.recording));
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
