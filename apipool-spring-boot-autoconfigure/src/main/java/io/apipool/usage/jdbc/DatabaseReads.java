package io.apipool.usage.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.apipool.Timekeeper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Asks a database, on a thread of its own, until it answers: what is asked at the start
 * must not be lost because the database comes up later than the application. The thread
 * ends when there is nothing to ask. Internal.
 */
public final class DatabaseReads implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DatabaseReads.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private final Timekeeper timekeeper;

	private final UsageDatabase database;

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), DatabaseReads::thread);

	private final Map<Supplier<?>, CompletableFuture<?>> open = new ConcurrentHashMap<>();

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates reads, without asking anything.
	 * @param timekeeper tells when to ask again
	 * @param database whom to ask
	 */
	public DatabaseReads(Timekeeper timekeeper, UsageDatabase database) {
		this.timekeeper = timekeeper;
		this.database = database;
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Asks whether everything is in its place, so that the tables are created, or what
	 * stands against it is logged, before the first call has ended.
	 */
	public void start() {
		ask(() -> {
			this.database.check();
			return true;
		});
	}

	<T> CompletionStage<T> ask(Supplier<T> question) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		this.open.put(question, answer);
		submit(question, answer, FIRST_PAUSE);
		return answer.minimalCompletionStage();
	}

	private <T> void submit(Supplier<T> question, CompletableFuture<T> answer, Duration pause) {
		try {
			this.thread.execute(() -> tryOnce(question, answer, pause));
		}
		catch (RejectedExecutionException ex) {
			answer.cancel(false);
		}
	}

	private <T> void tryOnce(Supplier<T> question, CompletableFuture<T> answer, Duration pause) {
		try {
			T value = question.get();
			if (this.warned.getAndSet(false)) {
				logger.info("Usage: the database answers, and what an earlier run has left is read");
			}
			this.open.remove(question);
			answer.complete(value);
		}
		catch (RuntimeException ex) {
			if (!this.thread.isShutdown()) {
				tryAgain(question, answer, pause, ex);
			}
		}
	}

	private <T> void tryAgain(Supplier<T> question, CompletableFuture<T> answer, Duration pause, RuntimeException ex) {
		if (!this.warned.getAndSet(true)) {
			logger.warn("Usage: " + ex.getMessage() + ". Calls go on, what they use is kept in memory, and this is"
					+ " tried again until it succeeds; until then limits know nothing of an earlier run");
		}
		Duration next = pause.multipliedBy(2);
		this.timekeeper.schedule(this.timekeeper.instant().plus(pause),
				() -> submit(question, answer, (next.compareTo(LONGEST_PAUSE) < 0) ? next : LONGEST_PAUSE));
	}

	/** Ends all asking; what is open stays without an answer. */
	@Override
	public void close() {
		this.thread.shutdownNow();
		this.open.values().forEach((answer) -> answer.cancel(false));
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "apipool-usage-restore");
		thread.setDaemon(true);
		return thread;
	}

}
