package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.Timekeeper;
import io.apipool.definition.Definitions;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.limit.LimitMemory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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
		restore(new Asked(pools, (pool) -> true, definitions.sharedGroups().values()), definitions);
	}

	/**
	 * Restores a pool that is opened later.
	 * @param pool the pool, which shares no group
	 * @param definitions the whole configuration
	 */
	void restore(PoolCore pool, Definitions definitions) {
		restore(new Asked(List.of(pool), pool.name()::equals, List.of()), definitions);
	}

	private void restore(Asked asked, Definitions definitions) {
		Histories histories = this.surroundings.histories();
		Instant start = this.surroundings.timekeeper().instant();
		Instant from = histories.limits().isEmpty() ? null : asked.from(start);
		List<CompletableFuture<?>> answers = new ArrayList<>();
		for (StateHistory history : histories.states()) {
			answers.add(ask(asked, history::load, (kept) -> kept(asked, kept)));
		}
		if (from != null) {
			for (LimitHistory history : histories.limits()) {
				answers.add(ask(asked, () -> history.since(from), (used) -> used(asked, used, start)));
			}
		}
		if (!answers.isEmpty()) {
			await(answers, definitions.settings().operations().usage().restoreTimeout());
			asked.handOver();
		}
	}

	private void kept(Asked asked, List<KeptState> kept) {
		List<KeptState> own = kept.stream().filter((state) -> asked.isAbout(state.place().pool())).toList();
		this.states.found(own);
		this.past.kept(own);
	}

	private void used(Asked asked, List<CountedMinute> used, Instant start) {
		this.past.used(used.stream().filter((minute) -> asked.isAbout(minute.pool())).toList(), start);
	}

	/**
	 * Asks one history.
	 * @return done once it has answered, or failed for the first time
	 */
	private <T> CompletableFuture<?> ask(Asked asked, Supplier<CompletionStage<List<T>>> question,
			Consumer<List<T>> answer) {
		CompletableFuture<Boolean> first = new CompletableFuture<>();
		ask(question, (found) -> {
			answer.accept(found);
			asked.pools().forEach(this.recollection::recall);
			asked.tell();
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
					+ AGAIN.toSeconds() + " s", Classification.unwrap(thrown));
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
			logger.warn("What earlier runs have left of limits and states was not told within " + timeout.toMillis()
					+ " ms (apipool.usage.restore-timeout); it counts from when it is");
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

	/**
	 * Who asks.
	 *
	 * @param pools the pools
	 * @param about whether what is left of a pool is of interest
	 * @param shared the limits of groups that they may share
	 * @param inUse whether the pools are in use already
	 */
	private record Asked(List<PoolCore> pools, Predicate<String> about, Collection<List<LimitDefinition>> shared,
			AtomicBoolean inUse) {

		Asked(List<PoolCore> pools, Predicate<String> about, Collection<List<LimitDefinition>> shared) {
			this(pools, about, shared, new AtomicBoolean());
		}

		boolean isAbout(String pool) {
			return this.about.test(pool);
		}

		/**
		 * Returns the first minute that any limit remembers, or null: none does so for
		 * long.
		 */
		@Nullable Instant from(Instant now) {
			Instant from = null;
			for (PoolCore core : this.pools) {
				LimitsDefinition limits = core.setup().definition().limits();
				for (LimitDefinition limit : all(limits)) {
					Instant since = LimitMemory.since(limit, limits.share(), now);
					from = (since != null && (from == null || since.isBefore(from))) ? since : from;
				}
			}
			return from;
		}

		private List<LimitDefinition> all(LimitsDefinition limits) {
			List<LimitDefinition> all = new ArrayList<>(limits.group());
			all.addAll(limits.pool());
			limits.groups().values().forEach(all::addAll);
			limits.models().forEach((model) -> all.addAll(model.limits()));
			this.shared.forEach(all::addAll);
			return all;
		}

		/**
		 * The pools are used from now on; what nobody knew yet need not be told.
		 */
		void handOver() {
			this.pools.forEach((core) -> core.states().tellNobody());
			this.inUse.set(true);
		}

		void tell() {
			if (this.inUse.get()) {
				this.pools.stream().flatMap((core) -> core.ring().seats().stream()).forEach((seat) -> {
					seat.group().review();
					seat.ring().core().states().tell(seat.group());
				});
			}
		}

	}

}
