package io.apipool.pool;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.List;

import io.apipool.CallOutcome;
import io.apipool.LeaseBinding;
import io.apipool.PoolClosedException;
import io.apipool.Timekeeper;
import io.apipool.definition.PoolDefinition;
import io.apipool.queue.WaitingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one pool share.
 */
final class PoolCore {

	private final String name;

	private final Surroundings surroundings;

	private final Timekeeper timekeeper;

	private final Listeners listeners;

	private final WaitingQueue queue;

	private final Runnable wake;

	private final Overloads overloads = new Overloads();

	private final TokenEstimates estimates = new TokenEstimates();

	private final HeldLeases held = new HeldLeases(this);

	private final KeyStates states = new KeyStates(this);

	private final Leases leases;

	private final RetryBudget retryBudget;

	private final CallDay day;

	private final Search search;

	private volatile KeyRing ring;

	private final AtomicLong callsOfGone = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final Function<String, @Nullable PoolCore> others;

	PoolCore(PoolParts parts, Surroundings surroundings, Function<String, @Nullable PoolCore> others) {
		PoolDefinition definition = parts.definition();
		this.others = others;
		this.name = definition.name();
		this.surroundings = surroundings;
		this.timekeeper = surroundings.timekeeper();
		this.listeners = new Listeners(surroundings.listeners(), this.timekeeper);
		this.queue = new WaitingQueue(this.timekeeper, definition.waiting().maxWaiting(), () -> ring().wakeInTurn());
		this.wake = this.queue::wake;
		this.queue.dropsLowest(definition.waiting().dropsLowest());
		this.leases = new Leases(this);
		this.retryBudget = new RetryBudget(this.timekeeper.nanoTime());
		this.day = new CallDay(this.timekeeper);
		this.search = new Search(this);
		this.ring = new KeyRing(List.of(), PoolSetup.of(this, parts));
	}

	String name() {
		return this.name;
	}

	Surroundings surroundings() {
		return this.surroundings;
	}

	Listeners listeners() {
		return this.listeners;
	}

	/**
	 * Returns the pool that is asked when this one has no key, or null.
	 */
	@Nullable PoolCore fallback() {
		String name = setup().definition().target().fallback();
		PoolCore other = (name != null) ? this.others.apply(name) : null;
		return (other != null && !other.isClosed()) ? other : null;
	}

	WaitingQueue queue() {
		return this.queue;
	}

	/**
	 * Returns what lets the waiting calls try again: always the same.
	 */
	Runnable wake() {
		return this.wake;
	}

	Overloads overloads() {
		return this.overloads;
	}

	TokenEstimates estimates() {
		return this.estimates;
	}

	HeldLeases held() {
		return this.held;
	}

	KeyStates states() {
		return this.states;
	}

	CallDay day() {
		return this.day;
	}

	Leases leases() {
		return this.leases;
	}

	Search search() {
		return this.search;
	}

	/**
	 * Returns what the pool is made of at present: what goes with the ring, so that no
	 * call sees the one new and the other old.
	 */
	PoolSetup setup() {
		return this.ring.setup();
	}

	KeyRing ring() {
		return this.ring;
	}

	void ring(KeyRing ring) {
		this.ring = ring;
	}

	long now() {
		return this.timekeeper.nanoTime();
	}

	/**
	 * Returns the wall clock's time of a monotonic instant.
	 */
	Instant instantOf(long nanos) {
		return this.timekeeper.instant().plusNanos(nanos - now());
	}

	AutoCloseable schedule(long nanos, Runnable task) {
		return this.timekeeper.schedule(instantOf(nanos), task);
	}

	/**
	 * Runs what may call the application, away from timers; here where the executor has
	 * been shut down, for somebody waits for it.
	 */
	static void execute(Executor executor, Runnable task) {
		try {
			executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Tells what an attempt's exception means; what a call inside it reported wins.
	 */
	CallOutcome classify(Lease lease, Throwable thrown) {
		Told told = lease.told();
		tellOtherPools(lease, thrown);
		if (told.reported() != null) {
			return told.reported();
		}
		if (lease.is(Lease.NO_CLIENT)) {
			return new CallOutcome.Failed(thrown);
		}
		Classification classification = setup().parts().classification();
		return told.foreign().explain(thrown) ? classification.classifyForeign(thrown)
				: classification.classify(thrown);
	}

	/**
	 * Tells the leases of other pools around that this pool answers for an exception.
	 */
	void tellOtherPools(Lease lease, Throwable thrown) {
		for (LeaseBinding.Scope scope = lease.outer(); scope != null; scope = scope.outer()) {
			if (scope instanceof Lease around && around.core() != this) {
				around.startAsk().tell((told) -> told.foreign(thrown));
			}
		}
	}

	boolean takeRetry() {
		long attempts = this.callsOfGone.get() + this.ring.seats().stream().mapToLong(Seat::calls).sum();
		return this.retryBudget.take(setup().policies().retry(), attempts, now());
	}

	/**
	 * Returns a plan as it is at present.
	 * @throws PoolClosedException if the pool is closed
	 */
	ResolvedPlan resolve(CallPlan plan) {
		if (this.closed.get()) {
			throw new PoolClosedException(this.name);
		}
		return plan.resolved(setup()).estimated();
	}

	/**
	 * Ends the calls that wait; later ones take a free key or none.
	 */
	void pause() {
		this.queue.close();
	}

	void resume() {
		if (!this.closed.get()) {
			this.queue.open();
		}
	}

	boolean isClosed() {
		return this.closed.get();
	}

	/**
	 * Counts the calls of a key that has left, for those of all are asked for; and takes
	 * them off again when it is back.
	 */
	void addCallsOfGone(long calls) {
		this.callsOfGone.addAndGet(calls);
	}

	/**
	 * Opens the pool again that was closed.
	 */
	void reopen() {
		this.closed.set(false);
		this.queue.open();
	}

	void close() {
		this.closed.set(true);
		this.queue.close();
	}

}
