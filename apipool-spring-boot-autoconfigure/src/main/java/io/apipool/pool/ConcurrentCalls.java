package io.apipool.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.apipool.CallRequest;
import io.apipool.ItemCall;
import io.apipool.LeaseBinding;
import io.apipool.PooledKeys;
import org.jspecify.annotations.Nullable;

/**
 * One call for each of several items. So many threads as calls may run at once take the
 * items in their order. Inside a call of the same pool, whose slot in flight they share,
 * they run one after the other.
 *
 * @param <I> an item
 * @param <T> a result
 */
final class ConcurrentCalls<I, T extends @Nullable Object> {

	private final BatchPool pool;

	private final CallRequest request;

	private final ItemCall<? super I, ? extends T, ?> call;

	private final I[] items;

	private final LeaseBinding.@Nullable Scope outer = LeaseBinding.ofThread().scope();

	private final AtomicInteger next = new AtomicInteger();

	private final CountDownLatch left;

	private final AtomicReferenceArray<@Nullable T> results;

	private final AtomicReferenceArray<@Nullable Throwable> errors;

	@SuppressWarnings("unchecked")
	ConcurrentCalls(BatchPool pool, CallRequest request, Collection<? extends I> items,
			ItemCall<? super I, ? extends T, ?> call) {
		this.pool = pool;
		this.request = request;
		this.call = call;
		this.items = (I[]) items.toArray();
		this.left = new CountDownLatch(this.items.length);
		this.results = new AtomicReferenceArray<>(this.items.length);
		this.errors = new AtomicReferenceArray<>(this.items.length);
	}

	List<T> run() {
		List<Future<?>> workers = new ArrayList<>();
		try (CallThreads threads = this.pool.threads()) {
			boolean inside = PooledKeys.find(this.pool.name()).isPresent();
			int count = Math.min(this.items.length, inside ? 1 : this.pool.concurrency());
			for (int i = 0; i < count; i++) {
				FutureTask<@Nullable Void> worker = new FutureTask<>(this::work, null);
				workers.add(worker);
				threads.execute(worker);
			}
			this.left.await();
		}
		catch (InterruptedException ex) {
			cancel(workers);
			Thread.currentThread().interrupt();
			throw new CancellationException(this.pool.name() + ": interrupted while concurrent calls run");
		}
		catch (Throwable ex) {
			cancel(workers);
			throw ex;
		}
		return results();
	}

	private void cancel(List<Future<?>> workers) {
		this.next.set(this.items.length);
		workers.forEach((worker) -> worker.cancel(true));
	}

	private void work() {
		LeaseBinding.within(this.outer, () -> {
			for (int i = this.next.getAndIncrement(); i < this.items.length; i = this.next.getAndIncrement()) {
				call(i);
			}
			return this;
		});
	}

	private void call(int index) {
		I item = this.items[index];
		try {
			this.results.set(index, this.pool.<T, Exception>call(this.request, (key) -> this.call.call(item, key)));
		}
		catch (Throwable ex) {
			this.errors.set(index, ex);
		}
		finally {
			this.left.countDown();
		}
	}

	@SuppressWarnings("unchecked")
	private List<T> results() {
		Throwable first = null;
		for (int i = 0; i < this.items.length; i++) {
			Throwable error = this.errors.get(i);
			if (first == null) {
				first = error;
			}
			else if (error != null && error != first) {
				first.addSuppressed(error);
			}
		}
		if (first != null) {
			throw Thrown.rethrow(first);
		}
		Object[] results = new Object[this.items.length];
		Arrays.setAll(results, this.results::get);
		return Collections.unmodifiableList((List<T>) Arrays.asList(results));
	}

}
