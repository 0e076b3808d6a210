package io.apipool.aop;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.apipool.KeyLease;
import io.apipool.LeaseBinding;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import io.apipool.pool.CallSession;
import io.apipool.pool.PooledCalls;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a stream that was handed to the caller. Elements are signs of life: the
 * caller may forget to close it.
 * <p>
 * A stream that is closed before its end has succeeded if an element was read: the
 * provider did answer, and to want only the first ones is what streams are for. Before
 * its first element nobody knows whether anything was sent: that call is cancelled.
 */
final class LeasedStream implements StreamHold {

	/** So many signs of life in the time after which a lease expires. */
	private static final int SIGNS = 10;

	private final CallSession session;

	private final KeyLease lease;

	private final Function<@Nullable Object, Usage> usage;

	private final Timekeeper time;

	private final long signEvery;

	private final AtomicLong signAt;

	private final AtomicBoolean read = new AtomicBoolean();

	private final AtomicReference<@Nullable Object> last = new AtomicReference<>();

	LeasedStream(PooledCalls pool, CallSession session, KeyLease lease, Function<@Nullable Object, Usage> usage) {
		this.session = session;
		this.lease = lease;
		this.usage = usage;
		this.time = pool.timekeeper();
		this.signEvery = pool.definition().waiting().leaseTimeout().toNanos() / SIGNS;
		this.signAt = new AtomicLong(this.time.nanoTime() + this.signEvery);
		lease.renew();
	}

	@Override
	public LeaseBinding.Scope scope() {
		return (LeaseBinding.Scope) this.lease;
	}

	@Override
	public void passed(@Nullable Object element) {
		this.last.set(element);
		this.read.set(true);
		long now = this.time.nanoTime();
		if (now - this.signAt.get() >= 0) {
			this.signAt.set(now + this.signEvery);
			this.lease.renew();
		}
	}

	@Override
	public void ended() {
		this.session.succeeded(this.lease, this.usage.apply(this.last.get()));
	}

	@Override
	public Throwable failed(Throwable thrown) {
		Throwable seen = this.session.failed(this.lease, thrown, false);
		return (seen != null) ? seen : thrown;
	}

	@Override
	public void closed() {
		if (this.read.get()) {
			ended();
		}
		else {
			this.session.cancelled(this.lease);
		}
	}

}
