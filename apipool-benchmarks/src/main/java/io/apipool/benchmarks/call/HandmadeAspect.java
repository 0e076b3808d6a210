package io.apipool.benchmarks.call;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.apipool.benchmarks.limiter.Limiters;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * What teams write: ten keys in turn, each with a bucket of three bandwidths, a timer by
 * name and tags, and a queue of what is to be written to a table.
 */
@Aspect
class HandmadeAspect {

	private static final int KEYS = 10;

	private static final int QUEUED = 10_000;

	private final List<Bucket> buckets = IntStream.range(0, KEYS).mapToObj((key) -> Limiters.bucketOfThree()).toList();

	private final AtomicInteger next = new AtomicInteger();

	private final BlockingQueue<Attempt> attempts = new ArrayBlockingQueue<>(QUEUED);

	private final MeterRegistry meters;

	HandmadeAspect(MeterRegistry meters) {
		this.meters = meters;
	}

	@Around("@annotation(handmade)")
	@Nullable Object call(ProceedingJoinPoint call, Handmade handmade) throws Throwable {
		int key = Math.floorMod(this.next.getAndIncrement(), KEYS);
		if (!this.buckets.get(key).tryConsume(1)) {
			throw new IllegalStateException("no permit");
		}
		long begin = System.nanoTime();
		Object result = call.proceed();
		long took = System.nanoTime() - begin;
		this.meters.timer("calls", "operation", handmade.value(), "key", Integer.toString(key))
			.record(took, TimeUnit.NANOSECONDS);
		if (!this.attempts.offer(new Attempt(key, took))) {
			this.attempts.clear();
		}
		return result;
	}

	/**
	 * What is to be written.
	 *
	 * @param key which key
	 * @param nanos how long it took
	 */
	private record Attempt(int key, long nanos) {
	}

}
