package io.apipool.benchmarks.call;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A whole pooled call, with ten keys and three limits: bare, with its usage counted, and
 * metered too.
 */
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
