package io.apipool.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.apipool.KeyLease;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import io.apipool.provider.TokenReader;
import org.jspecify.annotations.Nullable;

/**
 * A good answer while its body passes by: the lease lasts until it was read to its end or
 * given up, shows a sign of life now and then, and is settled by the tokens that were
 * seen. Whatever ends it first counts.
 */
final class LeasedAnswer {

	private final KeyLease lease;

	private final @Nullable TokenReader tokens;

	private final Timekeeper timekeeper;

	private final long signEvery;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong signAt;

	LeasedAnswer(KeyLease lease, @Nullable TokenReader tokens, HttpPool pool) {
		this.lease = lease;
		this.tokens = tokens;
		this.timekeeper = pool.calls().timekeeper();
		this.signEvery = pool.calls().definition().waiting().leaseTimeout().toNanos() / 10;
		this.signAt = new AtomicLong(this.timekeeper.nanoTime() + this.signEvery);
		lease.renew();
	}

	/** Bytes of the body pass by. */
	void passed(byte[] bytes, int offset, int count) {
		synchronized (this) {
			if (this.tokens != null) {
				this.tokens.feed(bytes, offset, count);
			}
		}
		long now = this.timekeeper.nanoTime();
		if (now - this.signAt.get() >= 0) {
			this.signAt.set(now + this.signEvery);
			this.lease.renew();
		}
	}

	/**
	 * The body was read to its end, or its reader has walked away: what was seen counts.
	 */
	void ended() {
		if (this.ended.compareAndSet(false, true)) {
			Usage usage = usage();
			this.lease.succeeded((usage != null) ? usage : Usage.none());
		}
	}

	/** Reading the body failed. */
	void failed(Throwable thrown) {
		if (this.ended.compareAndSet(false, true)) {
			this.lease.failed(thrown);
		}
	}

	private synchronized @Nullable Usage usage() {
		return (this.tokens != null) ? this.tokens.usage() : null;
	}

}
