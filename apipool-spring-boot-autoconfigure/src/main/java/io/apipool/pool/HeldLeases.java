package io.apipool.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The leases that the application holds, by their last sign of life: those without one
 * for {@code lease-timeout} expire. One timer for all of them.
 */
final class HeldLeases {

	private final PoolCore core;

	private final Map<Lease, Long> signs = new LinkedHashMap<>();

	private final AtomicBoolean timed = new AtomicBoolean();

	HeldLeases(PoolCore core) {
		this.core = core;
	}

	synchronized void add(Lease lease) {
		lease.flag(Lease.HELD);
		this.signs.put(lease, this.core.now());
		schedule();
	}

	/**
	 * Takes a sign of life. That of a request says that its answer is in the caller's
	 * hands now, who may forget it.
	 */
	synchronized void renew(Lease lease) {
		if (lease.is(Lease.REQUEST) && !lease.is(Lease.HELD) && !lease.is(Lease.ENDED)) {
			add(lease);
		}
		else if (lease.is(Lease.HELD) && this.signs.remove(lease) != null) {
			this.signs.put(lease, this.core.now());
		}
	}

	synchronized void remove(Lease lease) {
		this.signs.remove(lease);
	}

	private void schedule() {
		if (!this.timed.get() && !this.signs.isEmpty()) {
			long oldest = this.signs.values().iterator().next();
			this.core.schedule(oldest + timeout(), this::look);
			this.timed.set(true);
		}
	}

	private void look() {
		for (Lease lease : silent()) {
			this.core.leases().expire(lease);
		}
	}

	private synchronized List<Lease> silent() {
		long since = this.core.now() - timeout();
		List<Lease> silent = new ArrayList<>();
		Iterator<Map.Entry<Lease, Long>> oldest = this.signs.entrySet().iterator();
		while (oldest.hasNext()) {
			Map.Entry<Lease, Long> entry = oldest.next();
			if (entry.getValue() > since) {
				break;
			}
			silent.add(entry.getKey());
			oldest.remove();
		}
		this.timed.set(false);
		schedule();
		return silent;
	}

	private long timeout() {
		return this.core.setup().definition().waiting().leaseTimeout().toNanos();
	}

}
