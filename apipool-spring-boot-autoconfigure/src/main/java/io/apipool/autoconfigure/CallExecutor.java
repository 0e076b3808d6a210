package io.apipool.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.apipool.definition.InvalidDefinitionException;
import io.apipool.pool.FewThreads;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Where asynchronous calls go on after they have waited. Not itself an {@link Executor}:
 * as a bean of that type it would take the place of the application's own.
 */
final class CallExecutor implements AutoCloseable {

	private static final int THREADS = 4 * Runtime.getRuntime().availableProcessors();

	private final Executor executor;

	private final @Nullable ExecutorService own;

	private CallExecutor(Executor executor, @Nullable ExecutorService own) {
		this.executor = executor;
		this.own = own;
	}

	static CallExecutor of(@Nullable String bean, ListableBeanFactory beans) {
		if (bean != null) {
			if (!beans.containsBean(bean) || !beans.isTypeMatch(bean, Executor.class)) {
				List<String> names = List.of(beans.getBeanNamesForType(Executor.class));
				throw new InvalidDefinitionException("apipool.executor", bean, "is not the name of an Executor bean",
						(names.isEmpty() ? "define one" : "name one of " + String.join(", ", names))
								+ ", or leave it out for an executor of our own");
			}
			return new CallExecutor(beans.getBean(bean, Executor.class), null);
		}
		ExecutorService own = virtualOrBounded();
		return new CallExecutor(own, own);
	}

	Executor executor() {
		return this.executor;
	}

	@Override
	public void close() {
		if (this.own != null) {
			this.own.shutdown();
		}
	}

	private static ExecutorService virtualOrBounded() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			return bounded();
		}
	}

	private static ExecutorService bounded() {
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor pool = new Bounded((task) -> {
			Thread thread = new Thread(task, "apipool-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * A few threads, for what does not block.
	 */
	private static final class Bounded extends ThreadPoolExecutor implements FewThreads {

		Bounded(ThreadFactory threads) {
			super(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		}

	}

}
