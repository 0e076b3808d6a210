package io.apipool.benchmarks.goodput;

import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

import io.apipool.honest.ProviderException;
import io.apipool.honest.Report;

/** What callers saw of their calls. */
final class Journal {

	private final Queue<Done> done = new ConcurrentLinkedQueue<>();

	private final Map<String, Long> failed = new ConcurrentHashMap<>();

	private final Map<String, Long> grants = new ConcurrentHashMap<>();

	private final ThreadLocal<Long> sentAt = ThreadLocal.withInitial(System::nanoTime);

	/** This thread sends a request now. */
	void sends() {
		this.sentAt.set(System.nanoTime());
	}

	/** A call had its key at an instant. */
	void granted(String call, long at) {
		this.grants.put(call, at);
	}

	/** A call of this thread succeeded, for work that arrived then. */
	void succeeded(long arrival) {
		this.done.add(new Done(arrival, this.sentAt.get()));
	}

	void failed(Exception failure) {
		this.failed.merge((failure instanceof ProviderException refused) ? Integer.toString(refused.statusCode())
				: failure.getClass().getSimpleName(), 1L, Long::sum);
	}

	/** Returns how many calls failed, by what. */
	Map<String, Long> failures() {
		return new TreeMap<>(this.failed);
	}

	/** Returns how much of the work that arrived from then on is done. */
	long doneOf(long since) {
		return this.done.stream().filter((call) -> call.arrival >= since).count();
	}

	/**
	 * Returns how long work waited that arrived from then on, until the request was sent
	 * that succeeded.
	 */
	Quantiles waits(long since) {
		return Quantiles.of(this.done.stream()
			.filter((call) -> call.arrival >= since)
			.mapToLong((call) -> call.sent - call.arrival));
	}

	/**
	 * Returns how long accepted calls took from their grant to the counter.
	 */
	Quantiles delays(Report report, Map<String, Long> sentAt) {
		Map<String, Long> begins = this.grants.isEmpty() ? sentAt : this.grants;
		LongStream.Builder delays = LongStream.builder();
		report.accounts().stream().flatMap((account) -> account.arrivals().stream()).forEach((arrival) -> {
			Long begin = begins.get(arrival.call());
			if (arrival.accepted() && begin != null) {
				delays.accept(arrival.nanos() - begin);
			}
		});
		return Quantiles.of(delays.build());
	}

	/**
	 * A call that succeeded.
	 *
	 * @param arrival when there was work
	 * @param sent when its request was sent
	 */
	private record Done(long arrival, long sent) {
	}

	/**
	 * Times in milliseconds.
	 *
	 * @param p50 half were not longer
	 * @param p99 ninety-nine of a hundred were not longer
	 * @param most none was longer
	 */
	record Quantiles(double p50, double p99, double most) {

		static Quantiles of(LongStream nanos) {
			long[] sorted = nanos.sorted().toArray();
			return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
		}

		private static double at(long[] sorted, double part) {
			return (sorted.length > 0) ? sorted[(int) (part * (sorted.length - 1))] / 1e6 : 0;
		}

	}

}
