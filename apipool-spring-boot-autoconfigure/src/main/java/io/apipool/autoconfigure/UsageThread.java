package io.apipool.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.DisposableBean;

/**
 * The one thread that may wait for the database and for files. It comes when there is
 * something to do and goes when there is not.
 */
final class UsageThread implements Executor, DisposableBean {

	private final ThreadPoolExecutor executor;

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
	 * Does a last thing.
	 * @param seconds how long it is waited for
	 * @return whether it was done in time
	 */
	boolean finish(Runnable task, int seconds) throws InterruptedException {
		this.executor.execute(task);
		this.executor.shutdown();
		return this.executor.awaitTermination(seconds, TimeUnit.SECONDS);
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
