package io.apipool.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The one thread that may wait for the database and for files. It comes when there is
 * something to do and goes when there is not.
 */
final class UsageThread implements Executor, DisposableBean {

	private static final int LAST_SECONDS = 5;

	private final ThreadPoolExecutor executor;

	private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();

	UsageThread() {
		this.executor = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
			Thread thread = new Thread(task, "apipool-usage");
			thread.setDaemon(true);
			return thread;
		});
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

	/**
	 * Does something at the very end.
	 */
	void atEnd(Runnable task) {
		this.last.set(task);
	}

	@Override
	public void destroy() throws InterruptedException {
		Runnable task = this.last.get();
		if (task != null) {
			this.executor.execute(task);
		}
		this.executor.shutdown();
		if (!this.executor.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
			this.executor.shutdownNow();
		}
	}

}
