package io.apipool.benchmarks.goodput.peer;

import java.time.Duration;
import java.util.List;

import io.github.bucket4j.Bucket;

/**
 * A bucket of Bucket4j for each key. Internal.
 */
public final class Bucket4jBuckets extends InTurn {

	private final List<Bucket> buckets;

	/**
	 * Creates the buckets.
	 * @param keys the keys
	 * @param amount the calls of a window, and what a bucket holds
	 * @param window the window
	 */
	public Bucket4jBuckets(List<String> keys, int amount, Duration window) {
		super(keys);
		this.buckets = keys.stream().map((key) -> bucket(amount, window)).toList();
	}

	private static Bucket bucket(int amount, Duration window) {
		return Bucket.builder().addLimit((limit) -> limit.capacity(amount).refillGreedy(amount, window)).build();
	}

	@Override
	void await(int key) throws InterruptedException {
		this.buckets.get(key).asBlocking().consume(1);
	}

}
