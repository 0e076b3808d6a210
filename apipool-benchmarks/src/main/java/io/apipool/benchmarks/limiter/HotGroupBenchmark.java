package io.apipool.benchmarks.limiter;

import java.util.concurrent.TimeUnit;

import io.apipool.limit.Need;
import io.apipool.limit.PermitStore;
import io.github.bucket4j.Bucket;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Eight threads at the limits of one quota group.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(8)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class HotGroupBenchmark {

	private final PermitStore store = Limiters.store();

	private final Bucket bucket = Limiters.bucketOfThree();

	/**
	 * Takes from three windows.
	 * @param caller asks
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean three(Caller caller) {
		return this.store.admit(caller.claim, System.nanoTime());
	}

	/**
	 * Takes from three windows, and settles at once.
	 * @param caller asks
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean threeSettled(Caller caller) {
		long now = System.nanoTime();
		boolean granted = this.store.admit(caller.claim, now);
		this.store.settle(caller.claim, Need.REQUEST, now);
		return granted;
	}

	/**
	 * Takes from Bucket4j's three bandwidths.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean threeBucket4j() {
		return this.bucket.tryConsume(1);
	}

	/**
	 * One of the threads.
	 */
	@State(Scope.Thread)
	public static class Caller {

		private ScopeClaim claim = Limiters.three(Limiters.store());

		/**
		 * Goes to the group.
		 * @param group where it asks
		 */
		@Setup
		public void join(HotGroupBenchmark group) {
			this.claim = Limiters.three(group.store);
		}

	}

}
