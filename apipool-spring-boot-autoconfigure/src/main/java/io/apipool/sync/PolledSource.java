package io.apipool.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.apipool.Timekeeper;
import io.apipool.definition.KeyDefinition;
import io.apipool.definition.PolledDefinitionSource;
import io.apipool.pool.Thrown;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks one source again and again. Never twice at a time; a little before the interval is
 * over, at random, so that instances do not all ask at once; sooner after a failure, each
 * time later, and never less often than the interval says. A source that fails leaves the
 * keys as they are: one line in the log when it begins to fail, one when it is back.
 */
final class PolledSource implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PolledSource.class);

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final double JITTER = 0.1;

	private static final double RETRY_JITTER = 0.5;

	private final String name;

	private final PolledDefinitionSource source;

	private final Supplier<Timing> timing;

	private final Timekeeper timekeeper;

	private final Executor executor;

	private final CompletableFuture<List<KeyDefinition>> first = new CompletableFuture<>();

	private final AtomicReference<@Nullable Answers> answers = new AtomicReference<>();

	private final AtomicReference<@Nullable AutoCloseable> timer = new AtomicReference<>();

	private final AtomicReference<@Nullable Instant> failingSince = new AtomicReference<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final AtomicBoolean asking = new AtomicBoolean();

	/**
	 * Creates it, stopped.
	 * @param name for messages
	 * @param timing how often and for how long to ask, asked each time
	 * @param executor where a source may block
	 */
	PolledSource(String name, PolledDefinitionSource source, Supplier<Timing> timing, Timekeeper timekeeper,
			Executor executor) {
		this.name = name;
		this.source = source;
		this.timing = timing;
		this.timekeeper = timekeeper;
		this.executor = executor;
	}

	String name() {
		return this.name;
	}

	String pool() {
		return this.source.pool();
	}

	/**
	 * Starts to ask.
	 * @param answers told of each answer
	 * @return done with the first answer, or with the first failure
	 */
	CompletableFuture<List<KeyDefinition>> start(Answers answers) {
		this.answers.set(answers);
		ask();
		return this.first;
	}

	@Override
	public void close() {
		this.answers.set(null);
		cancel(this.timer.getAndSet(null));
	}

	/**
	 * Tells what is wrong with it.
	 * @return a sentence without secrets, or null: nothing
	 */
	@Nullable String trouble() {
		Instant since = this.failingSince.get();
		return (since != null) ? this.name + " fails since " + since + ", the keys are those that it answered before"
				: null;
	}

	private void ask() {
		if (this.answers.get() != null) {
			execute(this::fetch);
		}
	}

	/**
	 * An executor that has been shut down has nothing to do with keys any more.
	 */
	private void execute(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug(this.name + " is asked no more", ex);
		}
	}

	private void fetch() {
		CompletableFuture<List<KeyDefinition>> answer = new CompletableFuture<>();
		AutoCloseable timeout = this.timekeeper.schedule(this.timekeeper.instant().plus(this.timing.get().timeout()),
				() -> answer.completeExceptionally(new TimeoutException()));
		answer.whenComplete((keys, thrown) -> {
			cancel(timeout);
			execute(() -> ended(keys, thrown));
		});
		if (!this.asking.compareAndSet(false, true)) {
			answer.completeExceptionally(new TimeoutException());
			return;
		}
		try {
			CompletableFuture<List<KeyDefinition>> asked = this.source.fetch().toCompletableFuture();
			asked.whenComplete((keys, thrown) -> complete(answer, keys, thrown));
			answer.whenComplete((keys, thrown) -> asked.cancel(true));
		}
		catch (Throwable ex) {
			complete(answer, null, ex);
		}
	}

	private void complete(CompletableFuture<List<KeyDefinition>> answer, @Nullable List<KeyDefinition> keys,
			@Nullable Throwable thrown) {
		this.asking.set(false);
		if (keys != null) {
			answer.complete(List.copyOf(keys));
		}
		else {
			answer.completeExceptionally((thrown != null) ? thrown : new IllegalStateException("it answered null"));
		}
	}

	private void ended(@Nullable List<KeyDefinition> keys, @Nullable Throwable thrown) {
		Answers told = this.answers.get();
		if (told == null) {
			return;
		}
		Duration next = (keys != null) ? answered(told, keys) : failed(Objects.requireNonNull(thrown));
		this.timer.set(this.timekeeper.schedule(this.timekeeper.instant().plus(next), this::ask));
		if (this.answers.get() == null) {
			cancel(this.timer.getAndSet(null));
		}
	}

	private Duration answered(Answers told, List<KeyDefinition> keys) {
		this.failures.set(0);
		if (this.failingSince.getAndSet(null) != null) {
			logger.info("The keys of pool " + pool() + " come from " + this.name + " again");
		}
		this.first.complete(keys);
		told.accept(this, keys);
		return scaled(this.timing.get().interval(), JITTER);
	}

	/**
	 * What a source throws may show a secret: its class is enough.
	 */
	private Duration failed(Throwable thrown) {
		if (this.failingSince.compareAndSet(null, this.timekeeper.instant())) {
			logger.warn("The keys of pool " + pool() + " could not be fetched from " + this.name + " ("
					+ Thrown.inner(thrown).getClass().getName()
					+ "); the pool goes on with those it has, and it is asked again");
		}
		this.first.completeExceptionally(new CancellationException());
		int row = Math.min(this.failures.incrementAndGet(), 30);
		Duration backoff = FIRST_RETRY.multipliedBy(1L << (row - 1));
		Duration interval = this.timing.get().interval();
		return scaled((backoff.compareTo(interval) < 0) ? backoff : interval, RETRY_JITTER);
	}

	private static Duration scaled(Duration longest, double jitter) {
		double part = 1 - jitter * ThreadLocalRandom.current().nextDouble();
		return Duration.ofNanos((long) (longest.toNanos() * part));
	}

	private static void cancel(@Nullable AutoCloseable timer) {
		try {
			if (timer != null) {
				timer.close();
			}
		}
		catch (Exception ex) {
			logger.debug("A timer could not be cancelled; it will find nothing to do", ex);
		}
	}

	/**
	 * Takes answers.
	 */
	interface Answers {

		/**
		 * A source has answered.
		 * @param keys all keys that it has
		 */
		void accept(PolledSource source, List<KeyDefinition> keys);

	}

	/**
	 * How often and for how long a source is asked.
	 *
	 * @param interval the longest time between an answer and the next question
	 * @param timeout how long an answer may take
	 */
	record Timing(Duration interval, Duration timeout) {
	}

}
