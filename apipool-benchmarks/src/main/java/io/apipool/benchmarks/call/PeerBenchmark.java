package io.apipool.benchmarks.call;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What else stands between a caller and its method.
 */
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
