package io.apipool.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a call that gets nothing: a refusal, a time-out, a closed pool. It may lead
 * into the application's code, so it does not run on the timer's thread; and it must come
 * though every thread of the pools' executor is busy, so it is given to a few threads
 * kept for ends as well. Whoever comes first runs it.
 */
final class PromptEnd implements Runnable {

	private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(4, 4, 5, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), PromptEnd::thread);

	static {
		THREADS.allowCoreThreadTimeOut(true);
	}

	private final AtomicBoolean begun = new AtomicBoolean();

	private final Runnable end;

	private PromptEnd(Runnable end) {
		this.end = end;
	}

	static void run(Executor executor, Runnable end) {
		PromptEnd once = new PromptEnd(end);
		try {
			executor.execute(once);
		}
		catch (RejectedExecutionException ex) {
			once.run();
		}
		if (!once.begun.get()) {
			THREADS.execute(once);
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "apipool-end");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void run() {
		if (this.begun.compareAndSet(false, true)) {
			this.end.run();
		}
	}

}
