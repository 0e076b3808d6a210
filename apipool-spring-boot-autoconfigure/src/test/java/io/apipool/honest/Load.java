package io.apipool.honest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A load that never relents: so many callers, each with its next call as soon as the last
 * one ended, for a number of whole windows. It knows nothing of how its contender chooses
 * keys. A load that could not offer three times what the keys allow proves nothing and is
 * refused.
 */
public final class Load {

	private static final double OFFERED = 3;

	private static final long OVERHEAD = TimeUnit.MILLISECONDS.toNanos(1);

	private final HonestProvider provider;

	private final int callers;

	private final Duration length;

	private final ProviderClient client;

	private final Map<String, Long> failed = new TreeMap<>();

	private long succeeded;

	private volatile boolean over;

	/**
	 * Prepares a load; its connections are opened.
	 * @param provider the provider
	 * @param callers how many call at once
	 * @param windows how many whole windows are to be seen
	 * @param window the provider's window
	 * @throws IllegalArgumentException if so few callers cannot offer three times what
	 * the keys allow
	 */
	public Load(HonestProvider provider, int callers, int windows, Duration window) {
		double offered = 1e9 * callers / (provider.meanLatency().toNanos() + OVERHEAD);
		if (offered < OFFERED * provider.rate()) {
			throw new IllegalArgumentException("%d callers offer %.0f/s, %.0f times %.0f/s are wanted"
				.formatted(callers, offered, OFFERED, provider.rate()));
		}
		this.provider = provider;
		this.callers = callers;
		this.length = window.multipliedBy(windows + 2L);
		this.client = new ProviderClient(provider.uri()).warmUp(callers);
	}

	/**
	 * Runs the load with a thread a caller.
	 * @param contender what chooses keys
	 * @return what came of it
	 * @throws InterruptedException if this thread was interrupted
	 */
	public LoadResult run(Contender contender) throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(this.callers);
		IntStream.range(0, this.callers).forEach((caller) -> threads.execute(() -> call(contender)));
		Goodput goodput = last();
		threads.shutdown();
		threads.awaitTermination(1, TimeUnit.MINUTES);
		return result(goodput);
	}

	/**
	 * Runs the load without holding threads.
	 * @param contender what chooses keys
	 * @return what came of it
	 * @throws InterruptedException if this thread was interrupted
	 */
	public LoadResult runAsync(AsyncContender contender) throws InterruptedException {
		ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
		CompletableFuture<?>[] ends = IntStream.range(0, this.callers)
			.mapToObj((caller) -> callAsync(contender, timer, new CompletableFuture<>()))
			.toArray(CompletableFuture[]::new);
		Goodput goodput = last();
		CompletableFuture.allOf(ends).orTimeout(1, TimeUnit.MINUTES).join();
		timer.shutdownNow();
		return result(goodput);
	}

	private void call(Contender contender) {
		while (!this.over) {
			Throwable failure = null;
			try {
				contender.call(this.client::call);
			}
			catch (Exception ex) {
				failure = ex;
			}
			if (!tally(failure)) {
				pause();
			}
		}
	}

	private CompletableFuture<Void> callAsync(AsyncContender contender, ScheduledExecutorService timer,
			CompletableFuture<Void> end) {
		if (this.over) {
			end.complete(null);
			return end;
		}
		attempt(contender).whenComplete((done, failure) -> timer.schedule(() -> callAsync(contender, timer, end),
				tally(failure) ? 0 : OVERHEAD, TimeUnit.NANOSECONDS));
		return end;
	}

	private CompletionStage<?> attempt(AsyncContender contender) {
		try {
			return contender.call(this.client::callAsync);
		}
		catch (Exception ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private synchronized boolean tally(Throwable failure) {
		if (failure == null) {
			this.succeeded++;
			return true;
		}
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		this.failed.merge((cause instanceof ProviderException refused) ? Integer.toString(refused.statusCode())
				: cause.getClass().getSimpleName(), 1L, Long::sum);
		return false;
	}

	/**
	 * Lets the load last, then ends it. What the contender still holds back comes later.
	 */
	private Goodput last() throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(this.length.toNanos());
		Goodput goodput = this.provider.report().goodput();
		this.over = true;
		return goodput;
	}

	/** A caller that was refused does not spin. */
	private static void pause() {
		try {
			TimeUnit.NANOSECONDS.sleep(OVERHEAD);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized LoadResult result(Goodput goodput) {
		Report report = this.provider.report();
		return new LoadResult(this.succeeded, Map.copyOf(this.failed), goodput, Delays.of(report, this.client.sentAt()),
				report);
	}

}
