package io.apipool.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.apipool.KeyState;
import io.apipool.OutcomeWords;
import io.apipool.definition.KeyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A key as it runs: everything that belongs to its id, wherever it sits in the pool.
 */
final class KeyEntry {

	private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

	private static final int GRANTED = 0;

	private final Rest rest = Rest.trusting();

	private final FailureRow failures = new FailureRow();

	private final FailureRow refusals = new FailureRow();

	private final long[] counts = new long[1 + OutcomeWords.ALL.size()];

	private final AtomicInteger expired = new AtomicInteger();

	private final AtomicReference<KeyState> told = new AtomicReference<>(KeyState.USABLE);

	private final AtomicReference<DayStart> today = new AtomicReference<>(DayStart.NONE);

	private volatile PooledApiKey key;

	private volatile QuotaGroup group;

	private volatile @Nullable OperatorSwitch operator;

	private final AtomicBoolean operated = new AtomicBoolean();

	private volatile long lastSuccess = Long.MIN_VALUE;

	KeyEntry(PooledApiKey key, QuotaGroup group) {
		this.key = key;
		this.group = group;
	}

	PooledApiKey key() {
		return this.key;
	}

	/**
	 * Moves the key to a group; who holds it goes on with the old one.
	 */
	void group(QuotaGroup group) {
		this.group = group;
	}

	/**
	 * Defines the key anew; a new secret is not held responsible for the old one.
	 * @param closing where clients of the old secret are closed
	 */
	void change(KeyDefinition definition, long now, Executor closing) {
		PooledApiKey before = this.key;
		this.key = before.changed(definition);
		if (!isSecretOf(before)) {
			secretChanged(now);
			before.clients().retire(closing);
		}
	}

	/**
	 * Tells whether a key that was handed out has the secret of today.
	 */
	boolean isSecretOf(PooledApiKey handedOut) {
		PooledApiKey present = this.key;
		return handedOut == present || handedOut.definition().secret().equals(present.definition().secret());
	}

	/**
	 * Forgets refusals of the old secret.
	 */
	void secretChanged(long now) {
		this.refusals.end();
		if (this.rest.is(KeyState.INVALID)) {
			this.rest.clear(now);
		}
	}

	String id() {
		return this.key.id();
	}

	KeyDefinition definition() {
		return this.key.definition();
	}

	QuotaGroup group() {
		return this.group;
	}

	/**
	 * Returns the key's own rest: banned, or rejected.
	 */
	Rest rest() {
		return this.rest;
	}

	/**
	 * Returns the failures in a row.
	 */
	FailureRow failures() {
		return this.failures;
	}

	/**
	 * Returns the answers "forbidden" in a row.
	 */
	FailureRow refusals() {
		return this.refusals;
	}

	@Nullable OperatorSwitch operator() {
		return this.operator;
	}

	void operator(@Nullable OperatorSwitch operator) {
		this.operator = operator;
	}

	/**
	 * An operator has said what to do with the key.
	 */
	void operated() {
		this.operated.set(true);
	}

	/**
	 * Tells whether an operator has said so since this process started.
	 */
	boolean isOperated() {
		return this.operated.get();
	}

	void granted() {
		COUNT.getAndAdd(this.counts, GRANTED, 1L);
	}

	/**
	 * Counts the end of a lease.
	 * @param expired whether it was taken for lost before
	 */
	void ended(int outcome, boolean expired) {
		COUNT.getAndAdd(this.counts, 1 + outcome, 1L);
		if (expired) {
			this.expired.decrementAndGet();
		}
	}

	/**
	 * Counts a lease as lost until it ends after all.
	 */
	void expired() {
		this.expired.incrementAndGet();
	}

	/**
	 * Remembers the latest grant that succeeded: the witness that the provider works.
	 */
	void succeeded(long grantedAt) {
		if (grantedAt > this.lastSuccess) {
			this.lastSuccess = grantedAt;
		}
	}

	boolean succeededSince(long instant) {
		return this.lastSuccess >= instant;
	}

	long calls() {
		return get(GRANTED);
	}

	/**
	 * Returns the calls of a day. Who asks first begins to count anew.
	 * @param day the present day's number
	 */
	long callsOn(long day) {
		DayStart start = today();
		while (start.day() != day) {
			DayStart next = new DayStart(day, start.isNone() ? 0 : calls());
			this.today.compareAndSet(start, next);
			start = today();
		}
		return calls() - start.calls();
	}

	private DayStart today() {
		return Objects.requireNonNull(this.today.get());
	}

	long count(int outcome) {
		return get(1 + outcome);
	}

	int inFlight() {
		long ended = this.expired.get();
		for (int i = 1; i < this.counts.length; i++) {
			ended += get(i);
		}
		return (int) Math.max(0, get(GRANTED) - ended);
	}

	private long get(int index) {
		return (long) COUNT.getVolatile(this.counts, index);
	}

	/**
	 * Remembers which state listeners know.
	 * @return the state they knew before
	 */
	KeyState tell(KeyState state) {
		return this.told.getAndSet(state);
	}

	/**
	 * When a day began.
	 *
	 * @param day its number
	 * @param calls how many there had been
	 */
	private record DayStart(long day, long calls) {

		/** Of a key that nobody has asked yet. */
		static final DayStart NONE = new DayStart(Long.MIN_VALUE, 0);

		boolean isNone() {
			return this.day == NONE.day;
		}

	}

}
