package io.apipool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.apipool.definition.AdaptiveDefinition;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import io.apipool.limit.ScopeDefinition;
import io.apipool.queue.WaitingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The account that the provider counts: its limits, its rests, and the seats of its keys
 * in every pool that names it.
 */
final class QuotaGroup {

	/** What the scope's name of a group begins with that pools may share. */
	static final String SHARED = "group ";

	private final String id;

	private final PermitScope scope;

	private final Rest rest = Rest.trusting();

	private final AtomicReference<List<Rest>> modelRests;

	private final QueueTurns turns = new QueueTurns();

	private final AtomicReference<AdaptiveBuckets> adaptive;

	private final AtomicReference<ScopeDefinition> definition;

	private final AtomicReference<List<Seat>> seats = new AtomicReference<>(List.of());

	private final AtomicBoolean anyOut = new AtomicBoolean();

	QuotaGroup(String id, PermitScope scope, ScopeDefinition definition, AdaptiveDefinition adaptive) {
		this.id = id;
		this.scope = scope;
		this.definition = new AtomicReference<>(definition);
		int models = definition.models().size();
		this.modelRests = new AtomicReference<>(Stream.generate(Rest::trusting).limit(models).toList());
		this.adaptive = new AtomicReference<>(AdaptiveBuckets.of(scope, models, adaptive));
	}

	/**
	 * Defines it anew. What was counted, rests and what was learnt go on.
	 * @param changed its limits, and those of at least as many models
	 * @param store where they are counted
	 */
	void redefine(ScopeDefinition changed, AdaptiveDefinition adaptive, PermitStore store, long now) {
		if (!changed.equals(this.definition.getAndSet(changed))) {
			store.open(changed);
		}
		int models = changed.models().size();
		this.modelRests.updateAndGet((rests) -> (rests.size() >= models) ? rests
				: Stream.concat(rests.stream(), Stream.generate(Rest::trusting)).limit(models).toList());
		AdaptiveBuckets before = Objects.requireNonNull(this.adaptive.get());
		this.adaptive.set(before.redefined(this.scope, models, adaptive, now));
	}

	/**
	 * Tells whether it has no keys, and nothing of what they did counts any more.
	 */
	boolean isForgettable(long now) {
		if (!seats().isEmpty() || !isOver(this.rest, now)) {
			return false;
		}
		List<Rest> models = modelRests();
		for (int model = PermitScope.NO_MODEL; model < models.size(); model++) {
			boolean rests = model >= 0 && !isOver(models.get(model), now);
			if (rests || this.scope.snapshot(model, now).stream().anyMatch((limit) -> limit.used() > 0)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isOver(Rest rest, long now) {
		RestState state = rest.state();
		return state == null || !state.isResting(now);
	}

	private List<Rest> modelRests() {
		return Objects.requireNonNull(this.modelRests.get());
	}

	/**
	 * Tells whether its limits are those of all pools that name it.
	 */
	boolean isOfAllPools() {
		return this.scope.name().startsWith(SHARED);
	}

	String id() {
		return this.id;
	}

	PermitScope scope() {
		return this.scope;
	}

	/**
	 * Returns the rest of a bucket.
	 * @param model the index of the model's entry, or {@link PermitScope#NO_MODEL} for
	 * the group's own
	 */
	Rest rest(int model) {
		return (model == PermitScope.NO_MODEL) ? this.rest : modelRests().get(model);
	}

	/**
	 * Returns the learnt rate of a bucket.
	 * @param model as for {@link #rest(int)}
	 * @return the rate, or null where none is learnt
	 */
	@Nullable AdaptiveBucket adaptive(int model) {
		return Objects.requireNonNull(this.adaptive.get()).get(model);
	}

	/**
	 * Returns the group's own rest.
	 */
	Rest rest() {
		return this.rest;
	}

	List<Seat> seats() {
		return Objects.requireNonNull(this.seats.get());
	}

	/**
	 * Replaces the seats of one pool.
	 */
	synchronized void seats(PoolCore pool, List<Seat> own) {
		List<Seat> all = new ArrayList<>(own);
		seats().stream().filter((seat) -> seat.ring().core() != pool).forEach(all::add);
		this.seats.set(List.copyOf(all));
		this.turns.between(all.stream().map((seat) -> seat.ring().core().queue()).distinct().toList());
	}

	/**
	 * Somebody was refused because of something that belongs to the group.
	 */
	void putOut() {
		this.anyOut.set(true);
	}

	/**
	 * Something became free: who was refused may try again.
	 */
	void freed() {
		if (this.anyOut.get()) {
			this.anyOut.set(false);
			bringBack();
		}
	}

	/**
	 * Brings all seats back and lets the waiting calls of their pools try again.
	 */
	void bringBack() {
		bringBack(WaitingQueue::wake);
	}

	/**
	 * Brings all seats back and lets the waiting calls of their pools be judged: a key of
	 * the group is of less use than before.
	 */
	void review() {
		bringBack(WaitingQueue::review);
	}

	private void bringBack(Consumer<WaitingQueue> wake) {
		for (Seat seat : seats()) {
			seat.in();
		}
		this.turns.wake(wake);
	}

	/**
	 * Lets the waiting calls of all its pools try, in turn.
	 */
	void wakeInTurn() {
		this.turns.wake(WaitingQueue::wake);
	}

	/**
	 * Tells whether several pools have keys in it.
	 */
	boolean isShared() {
		return this.turns.isShared();
	}

	void clearRests(long now) {
		this.rest.clear(now);
		modelRests().forEach((model) -> model.clear(now));
	}

}
