package io.apipool.benchmarks.limiter;

import java.util.concurrent.TimeUnit;

import com.google.common.util.concurrent.RateLimiter;
import io.apipool.limit.Need;
import io.apipool.limit.PermitStore;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Limiters alone, each with its own clock: three windows at once, and one. Ours is exact;
 * it takes permits, and settles them when an answer has come. The others are buckets and
 * fixed windows, and take.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LimiterBenchmark {

	private final PermitStore store = Limiters.store();

	private final ScopeClaim three = Limiters.three(this.store);

	private final ScopeClaim one = Limiters.one(this.store);

	private final Bucket bucketOfThree = Limiters.bucketOfThree();

	private final Bucket bucketOfOne = Limiters.bucketOfOne();

	private final AtomicRateLimiter atomic = new AtomicRateLimiter("bench", Limiters.resilience4j());

	private final SemaphoreBasedRateLimiter semaphore = new SemaphoreBasedRateLimiter("bench", Limiters.resilience4j());

	private final RateLimiter guava = RateLimiter.create(100_000_000);

	/**
	 * Takes from three windows.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean three() {
		return this.store.admit(this.three, System.nanoTime());
	}

	/**
	 * Takes from three windows, and settles at once.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean threeSettled() {
		return settled(this.three);
	}

	/**
	 * Takes from one window.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean one() {
		return this.store.admit(this.one, System.nanoTime());
	}

	/**
	 * Takes from one window, and settles at once.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean oneSettled() {
		return settled(this.one);
	}

	private boolean settled(ScopeClaim claim) {
		long now = System.nanoTime();
		boolean granted = this.store.admit(claim, now);
		this.store.settle(claim, Need.REQUEST, now);
		return granted;
	}

	/**
	 * Takes from Bucket4j's three bandwidths.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean threeBucket4j() {
		return this.bucketOfThree.tryConsume(1);
	}

	/**
	 * Takes from Bucket4j's one bandwidth.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean oneBucket4j() {
		return this.bucketOfOne.tryConsume(1);
	}

	/**
	 * Takes from the limiter that Resilience4j makes by default.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean oneResilience4j() {
		return this.atomic.acquirePermission(1);
	}

	/**
	 * Takes from the other limiter of Resilience4j.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean oneResilience4jSemaphore() {
		return this.semaphore.acquirePermission(1);
	}

	/**
	 * Takes from Guava's limiter.
	 * @return whether it was granted
	 */
	@Benchmark
	public boolean oneGuava() {
		return this.guava.tryAcquire();
	}

	/**
	 * Stops the thread that fills the semaphore.
	 */
	@TearDown
	public void stop() {
		this.semaphore.shutdown();
	}

}
