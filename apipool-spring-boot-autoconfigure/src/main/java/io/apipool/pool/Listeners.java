package io.apipool.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.KeyLease;
import io.apipool.Timekeeper;
import io.apipool.Usage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the listeners, and never breaks a call for one of them.
 * <p>
 * Every call tells of its begin and of its end. So who does not override what would be
 * told is found out once, at the start, and is not asked then; and nothing is made to
 * tell it with.
 */
final class Listeners {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private static final long PAUSE = Duration.ofMinutes(1).toNanos();

	private final ApiKeyPoolListener[] all;

	private final ApiKeyPoolListener[] leased;

	private final ApiKeyPoolListener[] ended;

	private final ApiKeyPoolListener[] settled;

	private final Timekeeper timekeeper;

	private final AtomicLongArray quietUntil;

	Listeners(List<ApiKeyPoolListener> listeners, Timekeeper timekeeper) {
		this.all = listeners.toArray(new ApiKeyPoolListener[0]);
		this.leased = overriding("leased");
		this.ended = overriding("ended");
		this.settled = overriding("settled");
		this.timekeeper = timekeeper;
		this.quietUntil = new AtomicLongArray(this.all.length);
		for (int i = 0; i < this.all.length; i++) {
			this.quietUntil.set(i, timekeeper.nanoTime());
		}
	}

	private ApiKeyPoolListener[] overriding(String method) {
		return Arrays.stream(this.all)
			.filter((listener) -> overrides(listener.getClass(), method))
			.toArray(ApiKeyPoolListener[]::new);
	}

	/**
	 * Tells whether a class may do something when it is told: one that cannot be looked
	 * into may.
	 */
	private static boolean overrides(Class<?> type, String name) {
		try {
			return Arrays.stream(type.getMethods())
				.anyMatch((method) -> method.getName().equals(name)
						&& method.getDeclaringClass() != ApiKeyPoolListener.class);
		}
		catch (LinkageError ex) {
			return true;
		}
	}

	void leased(KeyLease lease) {
		for (ApiKeyPoolListener listener : this.leased) {
			try {
				listener.leased(lease);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	/**
	 * Tells whether anybody wants to know what an attempt has used.
	 */
	boolean hearEnds() {
		return this.ended.length > 0;
	}

	/**
	 * Tells whether anybody wants to know what was settled.
	 */
	boolean hearSettlements() {
		return this.settled.length > 0;
	}

	void ended(Lease lease, CallOutcome outcome, Usage counted, long endedAt) {
		for (ApiKeyPoolListener listener : this.ended) {
			try {
				listener.ended(lease, outcome, counted, lease.since(), endedAt);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	void settled(KeyLease lease, String dimension, double reserved, double used) {
		for (ApiKeyPoolListener listener : this.settled) {
			try {
				listener.settled(lease, dimension, reserved, used);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	/**
	 * Tells all of them what happens more rarely.
	 */
	void tell(Consumer<ApiKeyPoolListener> event) {
		for (ApiKeyPoolListener listener : this.all) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				failed(listener, ex);
			}
		}
	}

	/**
	 * Logs a failure: of each listener one a minute, for it may fail with every call.
	 */
	@SuppressWarnings("ReferenceEquality")
	private void failed(ApiKeyPoolListener listener, Throwable thrown) {
		int index = 0;
		while (this.all[index] != listener) {
			index++;
		}
		long now = this.timekeeper.nanoTime();
		long until = this.quietUntil.get(index);
		if (now - until >= 0 && this.quietUntil.compareAndSet(index, until, now + PAUSE)) {
			logger.warn("The listener " + listener.getClass().getName()
					+ " failed; the call goes on. Its failures are logged once a minute.", thrown);
		}
	}

}
