package io.apipool.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Where the blocking calls of one batch run: on the pools' executor, a virtual thread or
 * one of the application's each; or, where that has only a few threads, on threads of its
 * own, which end with the batch. Internal.
 * <p>
 * A call that was given up and does not mind its interruption keeps its thread. Whoever
 * starts calls asks {@link #isCrowded} first, so that there are not ever more of those.
 */
public final class CallThreads implements Executor, AutoCloseable {

	private final Executor executor;

	private final @Nullable ThreadPoolExecutor own;

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicReference<@Nullable Runnable> whenFreed = new AtomicReference<>();

	private CallThreads(Executor executor, @Nullable ThreadPoolExecutor own) {
		this.executor = executor;
		this.own = own;
	}

	/**
	 * Opens the threads of one batch.
	 * @param executor the pools' executor
	 * @param name what runs
	 */
	static CallThreads of(Executor executor, String name) {
		if (!(executor instanceof FewThreads)) {
			return new CallThreads(executor, null);
		}
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor own = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
				new SynchronousQueue<>(), (task) -> {
					Thread thread = new Thread(task, "apipool-" + name + "-" + count.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		return new CallThreads(own, own);
	}

	@Override
	public void execute(Runnable task) {
		if (this.own == null) {
			this.executor.execute(task);
			return;
		}
		this.running.incrementAndGet();
		try {
			this.own.execute(() -> run(task));
		}
		catch (Throwable ex) {
			this.running.decrementAndGet();
			throw ex;
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.running.decrementAndGet();
			Runnable waiting = this.whenFreed.getAndSet(null);
			if (waiting != null) {
				waiting.run();
			}
		}
	}

	/**
	 * Tells whether so many threads of its own are held up.
	 * @param limit how many
	 * @param whenFreed runs once, when one of them has become free since
	 * @return whether to wait for that
	 */
	public boolean isCrowded(int limit, Runnable whenFreed) {
		if (this.running.get() < limit) {
			return false;
		}
		this.whenFreed.set(whenFreed);
		return this.running.get() >= limit;
	}

	/**
	 * Lets the threads end as they become free.
	 */
	@Override
	public void close() {
		if (this.own != null) {
			this.own.shutdown();
		}
	}

}
