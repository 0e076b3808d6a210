package io.apipool.benchmarks.call;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import io.apipool.ApiKeyPool;
import io.apipool.ApiKeyPools;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole pooled call in pools of ten and of a thousand keys, with all of them usable and
 * with 900 that have used up their limit; with any strategy.
 */
public class PoolSizeBenchmark extends RunningApplication {

	/** How many keys, and which of them are used up. */
	@Param({ "10", "1000", "1000-scattered", "1000-side-by-side" })
	public String keys = "10";

	/** Which key is next. */
	@Param("round-robin")
	public String strategy = "round-robin";

	private final AtomicInteger number = new AtomicInteger();

	/**
	 * Starts the application and uses the keys up that are to be so.
	 */
	@Setup
	public void start() {
		IntPredicate used = switch (this.keys) {
			case "1000-scattered" -> (key) -> key % 10 != 0;
			case "1000-side-by-side" -> (key) -> key < 900;
			default -> (key) -> false;
		};
		ConfigurableApplicationContext started = Application.start(this.keys.equals("10") ? 10 : 1000, used,
				this.strategy);
		use(started);
		ApiKeyPool pool = started.getBean(ApiKeyPools.class).get("bench");
		for (int i = 0; i < 30_000; i++) {
			call();
		}
		long out = pool.keys().stream().filter((key) -> "1/d".equals(key.reason())).count();
		if (out != (this.keys.equals(this.keys.replace("-", "")) ? 0 : 900)) {
			throw new IllegalStateException(out + " keys are used up");
		}
	}

	/**
	 * One pooled call.
	 * @return what the method returns
	 */
	@Benchmark
	public @Nullable Object call() {
		return this.strategy.equals("sticky") ? service().sticky(null, next()) : service().pooled(null);
	}

	private Integer next() {
		int last = this.number.get();
		this.number.set(last + 1);
		return last % 100_000;
	}

}
