package io.apipool.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.apipool.RateLimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * A limit as it is defined: with one count, or one for each value of a key. Internal: the
 * annotations build on it.
 */
public final class RateLimit implements AutoCloseable {

	private static final int MOST_KEYS = 100_000;

	private final LimitSite site;

	private final LimitCount count;

	private final KeyedCounts keyed;

	private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

	/**
	 * Creates a limit.
	 * @param site what its counts have in common
	 */
	RateLimit(LimitSite site) {
		this.site = site;
		this.count = new LimitCount(site, site.open(site.name()));
		this.keyed = new KeyedCounts(site, MOST_KEYS);
	}

	/**
	 * Returns the name.
	 * @return for messages
	 */
	public String name() {
		return this.site.name();
	}

	/**
	 * Returns how long a call waits that says nothing else.
	 * @return the definition's {@code max-wait}
	 */
	public Duration maxWait() {
		return this.site.definition().maxWait();
	}

	/**
	 * Takes permits, waiting on this thread.
	 * @param key a value of the key, or null: the one count
	 * @param permits how many, of the limit's dimension
	 * @param maxWait how long to wait
	 * @return the permits
	 * @throws RateLimitExceededException if they cannot be had in time
	 * @throws CancellationException if interrupted; the flag stays set
	 * @throws IllegalArgumentException if so many cannot be asked for
	 */
	public LimitPermit acquire(@Nullable Object key, double permits, Duration maxWait) {
		CompletableFuture<LimitPermit> permit = acquireAsync(key, permits, maxWait);
		try {
			return permit.get();
		}
		catch (InterruptedException ex) {
			if (!permit.cancel(false) && !permit.isCompletedExceptionally()) {
				permit.join().unused();
			}
			Thread.currentThread().interrupt();
			throw new CancellationException(name() + ": interrupted while waiting for permits");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RateLimitExceededException refusal) {
				refusal.fillInStackTrace();
				throw refusal;
			}
			throw new IllegalStateException(name() + ": waiting for permits failed", ex.getCause());
		}
	}

	/**
	 * Takes permits without blocking.
	 * @param key a value of the key, or null: the one count
	 * @param permits how many, of the limit's dimension
	 * @param maxWait how long to wait
	 * @return the future permits, which fail with {@link RateLimitExceededException};
	 * cancelling it costs nothing
	 * @throws IllegalArgumentException if so many cannot be asked for
	 */
	public CompletableFuture<LimitPermit> acquireAsync(@Nullable Object key, double permits, Duration maxWait) {
		Need need = need(permits);
		if (key == null) {
			return this.count.acquire(need, maxWait, () -> {
			});
		}
		try {
			return this.keyed.borrow(key).acquire(need, maxWait, () -> this.keyed.giveBack(key));
		}
		catch (RateLimitExceededException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Takes permits if they can be had now.
	 * @param key a value of the key, or null: the one count
	 * @param permits how many, of the limit's dimension
	 * @return the permits, or empty
	 * @throws IllegalArgumentException if so many cannot be asked for
	 */
	public Optional<LimitPermit> tryAcquire(@Nullable Object key, double permits) {
		Need need = need(permits);
		return with(key, (chosen) -> chosen.tryAcquire(need));
	}

	/**
	 * Returns what a pool's call takes of this limit in one step with a key.
	 * @param key a value of the key, or null: the one count
	 * @param permits how many, of the limit's dimension
	 * @param maxWait how long the limit may hold the call back, or null: as long as the
	 * pool's call waits
	 * @return the limit, for this call
	 * @throws IllegalArgumentException if so many cannot be asked for
	 */
	public NamedLimit named(@Nullable Object key, double permits, @Nullable Duration maxWait) {
		Need need = need(permits);
		return new NamedLimit(name(), with(key, LimitCount::scope), need, maxWait);
	}

	boolean countsAlike(PermitDimension dimension) {
		return this.site.dimension().isSameAs(dimension);
	}

	/**
	 * Defines the limit anew; what was counted stays counted.
	 */
	void redefine(LimitSite.Terms terms) {
		if (this.site.redefine(terms)) {
			this.count.redefined();
			this.keyed.redefined();
		}
	}

	/**
	 * Ends all calls that wait. Later ones take free permits or none.
	 */
	@Override
	public void close() {
		this.count.close();
		this.keyed.close();
	}

	void open() {
		this.count.open();
		this.keyed.open();
	}

	int keys() {
		return this.keyed.size();
	}

	private Need need(double permits) {
		Known latest = this.known.get();
		if (latest == null || latest.permits != permits) {
			latest = new Known(permits, this.site.dimension().need(name(), permits));
			this.known.set(latest);
		}
		return latest.need;
	}

	private <T> T with(@Nullable Object key, Function<LimitCount, T> action) {
		if (key == null) {
			return action.apply(this.count);
		}
		LimitCount borrowed = this.keyed.borrow(key);
		try {
			return action.apply(borrowed);
		}
		finally {
			this.keyed.giveBack(key);
		}
	}

	/**
	 * What was asked for last: mostly each call asks for as much.
	 *
	 * @param permits how many
	 * @param need what a call takes for them
	 */
	private record Known(double permits, Need need) {
	}

}
