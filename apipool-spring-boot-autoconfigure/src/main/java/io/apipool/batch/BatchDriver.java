package io.apipool.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

import io.apipool.PoolClosedException;
import io.apipool.PooledKeys;
import io.apipool.pool.CallPlan;
import io.apipool.pool.CallThreads;
import io.apipool.pool.BatchPool;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch on the thread that calls it: reads an item when one more may run, begins
 * its call, and is told of its end.
 * <p>
 * Everything a batch knows belongs to this one thread; whatever happens elsewhere (a call
 * ends, a timer rings, somebody cancels) comes as a step into its mailbox. So the input,
 * the id function, the consumer and the listener run where the application called, in its
 * transaction if it has one, and need not be thread-safe.
 *
 * @param <I> the item
 * @param <K> the id
 * @param <R> the result
 */
final class BatchDriver<I, K, R extends @Nullable Object> {

	private final BatchJob<I, K, R> job;

	private final BatchPool pool;

	private final CallPlan plan;

	private final int concurrency;

	private final Mailbox mailbox = new Mailbox();

	private final BatchReader<I> reader;

	private final BatchCounts counts;

	private final ProgressReport report;

	private final Set<ItemRun<K>> running = new LinkedHashSet<>();

	private final BatchEnd end = new BatchEnd();

	private final AtomicLong read = new AtomicLong();

	private final AtomicLong begun = new AtomicLong();

	BatchDriver(BatchJob<I, K, R> job) {
		this.job = job;
		this.pool = job.terms().pool();
		this.plan = job.terms().plan();
		this.concurrency = job.terms().concurrency();
		this.reader = new BatchReader<>(job.input());
		this.counts = new BatchCounts(this.pool.name(), this.plan.request().operation(), job.input().knownSize());
		this.report = new ProgressReport(job.terms(), this.counts, this.mailbox, this::waiting);
	}

	BatchResult<K, R> run() {
		return run((begun) -> true);
	}

	/**
	 * Runs to the end.
	 * @param demand tells whether one more item may begin, by how many have begun
	 * @return what was done
	 */
	BatchResult<K, R> run(LongPredicate demand) {
		long start = this.pool.timekeeper().nanoTime();
		try (CallThreads threads = this.pool.threads()) {
			boolean inside = PooledKeys.find(this.pool.name()).isPresent();
			this.report.begin(inside);
			work(threads, demand, inside ? 1 : this.concurrency);
		}
		finally {
			this.running.forEach(ItemRun::cancel);
			close();
			this.report.end();
			this.end.restoreInterrupt();
		}
		Duration elapsed = Duration.ofNanos(this.pool.timekeeper().nanoTime() - start);
		return this.end.complete(this.counts,
				new BatchResult<>(this.counts.succeeded(), this.counts.failed(), this.job.results().results(),
						this.job.results().errors(), BannedKeys.of(this.pool), elapsed, this.end.isCancelled()));
	}

	private void close() {
		try {
			this.reader.close();
		}
		catch (Throwable ex) {
			this.end.broken("closing the input failed", ex);
		}
	}

	private void work(CallThreads threads, LongPredicate demand, int most) {
		while (true) {
			while (mayBegin(threads, demand, most)) {
				begin(threads);
				this.mailbox.drain();
			}
			if (this.running.isEmpty() && !this.end.isReading()) {
				return;
			}
			try {
				this.mailbox.await();
			}
			catch (InterruptedException ex) {
				this.end.interrupted();
				cancel();
			}
		}
	}

	private boolean mayBegin(CallThreads threads, LongPredicate demand, int most) {
		return this.end.isReading() && !Thread.currentThread().isInterrupted() && this.running.size() < most
				&& demand.test(this.begun.get()) && !threads.isCrowded(twice(most), this.mailbox::wake);
	}

	/** Returns the number itself where twice as much overflows. */
	private static int twice(int number) {
		return Math.max(number, 2 * number);
	}

	private void begin(CallThreads threads) {
		Read<I, K> next = read();
		if (next == null) {
			noMoreReading();
		}
		else if (next.isFirst()) {
			this.begun.incrementAndGet();
			begin(next, threads);
		}
		else {
			this.counts.repeated();
		}
	}

	private void noMoreReading() {
		this.end.noMoreReading();
		if (this.reader.isStopped()) {
			this.end.cancelled();
		}
	}

	private @Nullable Read<I, K> read() {
		this.read.incrementAndGet();
		try {
			return this.reader.read(this::read);
		}
		catch (Throwable ex) {
			this.end.broken("reading item " + this.read.get() + " failed", ex);
			return null;
		}
	}

	private @Nullable Read<I, K> read(Iterator<? extends I> items) {
		if (!items.hasNext()) {
			return null;
		}
		I item = items.next();
		K id = this.job.id().apply(item);
		if (id == null) {
			throw new NullPointerException("the id function returned null");
		}
		return new Read<>(item, id, this.job.results().begin(id));
	}

	private void begin(Read<I, K> next, CallThreads threads) {
		ItemRun<K> item = new ItemRun<>(next.id());
		this.running.add(item);
		CompletableFuture<R> result = this.pool.callAsync(this.plan, threads,
				item.<I, R>call(next.item(), this.job.body()));
		item.endsWith(result);
		result.whenComplete((value, thrown) -> this.mailbox.add(() -> ended(item, value, thrown)));
	}

	private void ended(ItemRun<K> item, @Nullable R value, @Nullable Throwable thrown) {
		this.running.remove(item);
		if (!item.isBegun() && (thrown instanceof PoolClosedException || this.end.isCancelled())) {
			this.job.results().forget(item.id());
			this.end.cancelled();
			return;
		}
		this.counts.ended(thrown == null);
		try {
			this.job.results().ended(item.id(), value, shown(thrown));
		}
		catch (Throwable ex) {
			this.end.broken("the consumer failed", ex);
		}
		this.report.changed();
	}

	private @Nullable Throwable shown(@Nullable Throwable thrown) {
		return (this.end.isCancelled() && thrown instanceof CancellationException)
				? new CancellationException(name() + ": the batch was cancelled") : thrown;
	}

	private void cancel() {
		this.end.cancelled();
		new ArrayList<>(this.running).forEach(ItemRun::cancel);
	}

	/**
	 * Stops the batch. May be called by any thread.
	 */
	void stop() {
		this.reader.stop();
		this.mailbox.add(this::cancel);
	}

	/**
	 * Lets the batch look again whether one more item may begin. May be called by any
	 * thread.
	 */
	void wake() {
		this.mailbox.wake();
	}

	String name() {
		return this.counts.name();
	}

	private long waiting() {
		return this.running.stream().filter(ItemRun::isWaiting).count();
	}

	/**
	 * An item that was read.
	 *
	 * @param item the item
	 * @param id its id
	 * @param isFirst whether the id was not there before
	 */
	private record Read<I, K>(I item, K id, boolean isFirst) {
	}

}
