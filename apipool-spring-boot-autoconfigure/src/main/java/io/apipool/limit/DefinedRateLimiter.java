package io.apipool.limit;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The limiter of a limit, or of one value of its key.
 */
final class DefinedRateLimiter implements RateLimiter {

	private final RateLimit limit;

	private final @Nullable Object key;

	/**
	 * Creates a limiter.
	 * @param limit the limit
	 * @param key the value, or null: the limit's one count
	 */
	DefinedRateLimiter(RateLimit limit, @Nullable Object key) {
		this.limit = limit;
		this.key = key;
	}

	@Override
	public Permit acquire(double permits) {
		return this.limit.acquire(this.key, permits, this.limit.maxWait());
	}

	@Override
	public Optional<Permit> tryAcquire(double permits) {
		return this.limit.tryAcquire(this.key, permits).map(Permit.class::cast);
	}

	@Override
	public <T extends @Nullable Object, E extends Exception> T call(Callback<T, E> callback) throws E {
		LimitPermit permit = this.limit.acquire(this.key, 1, this.limit.maxWait());
		try {
			return callback.call();
		}
		finally {
			permit.answered();
		}
	}

}
