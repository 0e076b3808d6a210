package io.apipool.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The clients of one secret. Made by whoever wants one first; closed when the key has
 * left, or has another secret, and the last call that uses one has ended.
 * <p>
 * A call that began before its key left may want a client only afterwards. It gets one,
 * and that is closed in turn when no call uses it any more. What the application wrote,
 * to make or to close a client, runs with no lock held; nor does it close on the thread
 * of the last call, which may be the client's own.
 */
final class KeyClients {

	private final Map<Object, KeptClient> made = new HashMap<>();

	private final PooledApiKey key;

	private int users;

	private boolean retired;

	KeyClients(PooledApiKey key) {
		this.key = key;
	}

	/**
	 * Returns a client, which stays open until the lease has ended.
	 * @param owner whose it is: one for each owner
	 * @param source makes it
	 * @throws IllegalStateException if the lease has ended
	 */
	Object of(Lease lease, Object owner, ClientSource source) {
		boolean first;
		KeptClient kept;
		synchronized (this) {
			use(lease);
			KeptClient present = this.made.get(owner);
			first = present == null;
			kept = (present != null) ? present : new KeptClient();
			this.made.put(owner, kept);
		}
		if (first) {
			make(kept, owner, source, lease.pooledKey());
		}
		return kept.await(this.key);
	}

	private void use(Lease lease) {
		if (lease.is(Lease.ENDED)) {
			throw new IllegalStateException(lease + " has ended: it has no client any more");
		}
		if (lease.flag(Lease.USES_CLIENT)) {
			this.users++;
		}
	}

	private void make(KeptClient kept, Object owner, ClientSource source, PooledApiKey key) {
		try {
			kept.make(source, key, this);
		}
		catch (Throwable ex) {
			synchronized (this) {
				this.made.remove(owner, kept);
			}
			throw ex;
		}
		if (source.isClosed()) {
			close(owner);
		}
	}

	/**
	 * Closes the client of an owner who wants none any more, in use or not.
	 */
	void close(Object owner) {
		KeptClient kept;
		synchronized (this) {
			kept = this.made.remove(owner);
		}
		if (kept != null) {
			kept.close(this.key);
		}
	}

	/**
	 * A lease has ended.
	 */
	void leave(Lease lease, Executor executor) {
		List<KeptClient> unused;
		synchronized (this) {
			if (lease.unflag(Lease.USES_CLIENT)) {
				this.users--;
			}
			unused = unused();
		}
		close(unused, executor);
	}

	/**
	 * The key has left the pool, or has another secret: its clients are closed after the
	 * last call that uses one.
	 * @param executor where they are closed: closing may block
	 */
	void retire(Executor executor) {
		List<KeptClient> unused;
		synchronized (this) {
			this.retired = true;
			unused = unused();
		}
		close(unused, executor);
	}

	/**
	 * The key is back: what is still open stays open.
	 */
	synchronized void restore() {
		this.retired = false;
	}

	private List<KeptClient> unused() {
		if (!this.retired || this.users > 0) {
			return List.of();
		}
		List<KeptClient> unused = new ArrayList<>(this.made.values());
		this.made.clear();
		return unused;
	}

	private void close(List<KeptClient> clients, Executor executor) {
		if (clients.isEmpty()) {
			return;
		}
		Runnable task = () -> clients.forEach((client) -> client.close(this.key));
		try {
			executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			Thread thread = new Thread(task, "apipool-close");
			thread.setDaemon(true);
			thread.start();
		}
	}

}
