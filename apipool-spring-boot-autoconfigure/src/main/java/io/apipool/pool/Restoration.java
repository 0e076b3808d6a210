package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Asks the histories what earlier runs have left, before pools are used, and waits for
 * their answers no longer than it must. A later answer is taken in when it comes; who
 * fails is asked again.
 * <p>
 * What is counted from the start on is not in the answers, however late they come: of the
 * minutes that began later nothing is entered, and a history leaves out what this process
 * has written itself.
 */
final class Restoration {

	private static final Log logger = LogFactory.getLog(Restoration.class);

	private static final Duration AGAIN = Duration.ofSeconds(10);

	private final Surroundings surroundings;

	private final Past past;

	private final PoolStates states;

	private final Recollection recollection;

	private final AtomicBoolean closed = new AtomicBoolean();

	Restoration(Surroundings surroundings, Past past, PoolStates states, Recollection recollection) {
		this.surroundings = surroundings;
		this.past = past;
		this.states = states;
		this.recollection = recollection;
	}

	/**
	 * Restores pools that nobody uses yet, and what may join them later.
	 * @param pools the pools
	 * @param definitions the whole configuration
	 */
	void restore(List<PoolCore> pools, Definitions definitions) {
		restore(new Askers(pools, (pool) -> true, definitions.sharedGroups().values()), definitions);
	}

	/**
	 * Restores a pool that is opened later.
	 * @param pool the pool, which shares no group
	 * @param definitions the whole configuration
	 */
	void restore(PoolCore pool, Definitions definitions) {
		restore(new Askers(List.of(pool), pool.name()::equals, List.of()), definitions);
	}

	private void restore(Askers askers, Definitions definitions) {
		Histories histories = this.surroundings.histories();
		Instant start = this.surroundings.timekeeper().instant();
		Instant from = histories.limits().isEmpty() ? null : askers.from(start);
		List<CompletableFuture<?>> answers = new ArrayList<>();
		for (StateHistory history : histories.states()) {
			this.states.asked();
			answers.add(ask(askers, history::load, (kept) -> kept(askers, kept)));
		}
		if (from != null) {
			for (LimitHistory history : histories.limits()) {
				answers.add(ask(askers, () -> history.since(from), (used) -> used(askers, used, start)));
			}
		}
		if (!answers.isEmpty()) {
			await(answers, definitions.settings().operations().usage().restoreTimeout());
			askers.handOver();
		}
	}

	private void kept(Askers askers, List<KeptState> kept) {
		List<KeptState> own = kept.stream().filter((state) -> askers.isAbout(state.place().pool())).toList();
		this.states.found(own);
		this.past.kept(own);
	}

	private void used(Askers askers, List<CountedMinute> used, Instant start) {
		this.past.used(used.stream().filter((minute) -> askers.isAbout(minute.pool())).toList(), start);
	}

	/**
	 * Asks one history.
	 * @return done once it has answered, or failed for the first time
	 */
	private <T> CompletableFuture<?> ask(Askers askers, Supplier<CompletionStage<List<T>>> question,
			Consumer<List<T>> answer) {
		CompletableFuture<Boolean> first = new CompletableFuture<>();
		ask(question, (found) -> {
			answer.accept(found);
			askers.pools().forEach(this.recollection::recall);
			askers.tell();
		}, first);
		return first;
	}

	private <T> void ask(Supplier<CompletionStage<List<T>>> question, Consumer<List<T>> answer,
			CompletableFuture<Boolean> first) {
		this.surroundings.executor().execute(() -> once(question).thenAccept(answer).whenComplete((done, thrown) -> {
			if (thrown != null) {
				again(thrown, first.isDone(), () -> ask(question, answer, first));
			}
			first.complete(thrown == null);
		}));
	}

	private static <T> CompletableFuture<List<T>> once(Supplier<CompletionStage<List<T>>> question) {
		try {
			return question.get().toCompletableFuture();
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void again(Throwable thrown, boolean reported, Runnable ask) {
		if (this.closed.get()) {
			return;
		}
		if (!reported) {
			logger.warn("What earlier runs have left of limits and states is not known yet, and is asked for every "
					+ AGAIN.toSeconds() + " s", Thrown.inner(thrown));
		}
		Timekeeper timekeeper = this.surroundings.timekeeper();
		timekeeper.schedule(timekeeper.instant().plus(AGAIN), ask);
	}

	private static void await(List<CompletableFuture<?>> answers, Duration timeout) {
		try {
			CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
				.get(Nanos.of(timeout), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			logger.info("What earlier runs used of the limits was not read from the database within "
					+ timeout.toMillis() + " ms (apipool.usage.restore-timeout); it counts as soon as it is read");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("an answer is awaited, whatever it is", ex);
		}
	}

	/**
	 * Asks nobody again.
	 */
	void close() {
		this.closed.set(true);
	}

}
