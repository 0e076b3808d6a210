package io.apipool.pool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.apipool.KeyState;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * The states that keys show, and the news of their changes.
 */
final class KeyStates {

	private final PoolCore core;

	private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

	KeyStates(PoolCore core) {
		this.core = core;
	}

	KeyState of(KeyEntry entry, long now) {
		OperatorSwitch operator = entry.operator();
		if (operator != null && now < operator.until()) {
			return operator.state();
		}
		RestState rest = resting(entry, now);
		return (rest != null) ? rest.shown(now) : KeyState.USABLE;
	}

	/**
	 * Tells whether a key serves calls, or will by itself before long.
	 */
	boolean mayServe(KeyEntry entry, long now) {
		return switch (of(entry, now)) {
			case USABLE, COOLING, PROBATION -> true;
			case BANNED, INVALID, OUT_OF_CREDIT, DISABLED, DRAINING -> false;
		};
	}

	/**
	 * Tells whether a key serves calls or will by itself some time, without an operator,
	 * a new secret or money.
	 */
	boolean comesBack(KeyEntry entry, long now) {
		return switch (of(entry, now)) {
			case USABLE, COOLING, PROBATION, BANNED -> true;
			case INVALID, OUT_OF_CREDIT, DRAINING -> false;
			case DISABLED -> {
				OperatorSwitch operator = entry.operator();
				yield operator == null || operator.until() != PermitScope.NEVER;
			}
		};
	}

	/**
	 * Returns the rest that decides a key's state: its own, else its group's.
	 */
	static @Nullable RestState resting(KeyEntry entry, long now) {
		RestState own = entry.rest().state();
		RestState group = entry.group().rest().state();
		if (own != null && !own.isOver(now)) {
			return own;
		}
		return (group != null && !group.isOver(now)) ? group : null;
	}

	/**
	 * Tells listeners of the keys of a group whose state has changed. To be called with
	 * no lock held, for a listener may call any pool.
	 */
	void tell(QuotaGroup group) {
		note(group);
		tell();
	}

	/**
	 * Takes the states as they are for those that listeners know.
	 */
	void tellNobody() {
		long now = this.core.now();
		this.core.ring().seats().forEach((seat) -> seat.entry().tell(of(seat.entry(), now)));
	}

	/**
	 * Tells what has been noted, with no lock held.
	 */
	void tell() {
		if (!this.news.isEmpty()) {
			this.core.queue().afterPass(this::tellAll);
		}
	}

	private void tellAll() {
		for (Runnable change = this.news.poll(); change != null; change = this.news.poll()) {
			change.run();
		}
	}

	/**
	 * Notes which keys of a group have changed, for {@link #tell()}.
	 */
	void note(QuotaGroup group) {
		List<Seat> seats = group.seats();
		for (Seat seat : seats) {
			Runnable change = seat.ring().core().states().change(seat.entry());
			if (change != null) {
				this.news.add(change);
			}
		}
	}

	void note(KeyEntry entry) {
		Runnable change = change(entry);
		if (change != null) {
			this.news.add(change);
		}
	}

	private @Nullable Runnable change(KeyEntry entry) {
		long now = this.core.now();
		KeyState to = of(entry, now);
		KeyState from = entry.tell(to);
		if (from == to) {
			return null;
		}
		String reason = reason(entry, now);
		return () -> this.core.listeners()
			.tell((listener) -> listener.stateChanged(this.core.name(), entry.id(), from, to, reason));
	}

	private static String reason(KeyEntry entry, long now) {
		OperatorSwitch operator = entry.operator();
		if (operator != null && now < operator.until()) {
			return operator.state().word();
		}
		RestState rest = resting(entry, now);
		return (rest != null) ? rest.reason() : "usable again";
	}

}
