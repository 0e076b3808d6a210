package io.apipool.pool;

import io.apipool.KeyState;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * When a pool can serve a plain call, by the instants that are known.
 */
final class Readiness {

	private final PoolCore core;

	private final long now;

	private Readiness(PoolCore core, long now) {
		this.core = core;
		this.now = now;
	}

	/**
	 * Returns the earliest instant at which a call without a model may have a key. A key
	 * that was rejected, or has no credit, is left out until it has served a call: what
	 * helps it is not time.
	 * @return monotonic nanoseconds: {@code now} also where only a slot in flight is
	 * missing; {@link PermitScope#NEVER} where nothing known helps
	 */
	static long servesAt(PoolCore core, long now) {
		return new Readiness(core, now).servesAt();
	}

	private long servesAt() {
		long key = this.core.ring().seats().stream().mapToLong(this::servesAt).min().orElse(PermitScope.NEVER);
		long pool = Math.max(this.core.overloads().earliest(null, this.now), permits(this.core.setup().scope()));
		return Math.max(key, pool);
	}

	private long servesAt(Seat seat) {
		KeyEntry entry = seat.entry();
		OperatorSwitch operator = entry.operator();
		long enabled = (operator != null) ? Math.max(this.now, operator.until()) : this.now;
		long rested = Math.max(end(entry.rest().state()), end(seat.group().rest().state()));
		return Math.max(Math.max(enabled, rested), permits(seat.group().scope()));
	}

	private long end(@Nullable RestState rest) {
		if (rest == null) {
			return this.now;
		}
		boolean helpless = rest.kind() == KeyState.INVALID || rest.kind() == KeyState.OUT_OF_CREDIT;
		return helpless ? PermitScope.NEVER : Math.max(this.now, rest.until());
	}

	private long permits(PermitScope scope) {
		return this.core.setup().isShadow() ? this.now : scope.earliest(Need.REQUEST, PermitScope.NO_MODEL, this.now);
	}

}
