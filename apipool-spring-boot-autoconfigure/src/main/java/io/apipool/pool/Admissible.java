package io.apipool.pool;

import java.util.List;
import java.util.Objects;

import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;
import io.apipool.limit.PermitPath;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * Whether some key can ever admit a call: who needs more than the whole of a limit would
 * wait in vain.
 */
final class Admissible {

	private Admissible() {
	}

	/**
	 * Tells why no key can ever admit a call.
	 * @return null where one can
	 */
	static @Nullable String whyNever(ResolvedPlan plan) {
		return whyNever(plan, plan.need());
	}

	/**
	 * Tells why no key can ever admit a need.
	 * @return null where one can
	 */
	static @Nullable String whyNever(ResolvedPlan plan, Need wanted) {
		for (PermitPath.Shared shared : plan.path().shared()) {
			Need need = Objects.requireNonNullElse(shared.need(), wanted);
			LimitDefinition limit = shared.scope().tooSmallFor(need, PermitScope.NO_MODEL);
			if (limit != null) {
				return text(need, limit);
			}
		}
		List<Seat> seats = plan.core().ring().seats();
		LimitDefinition last = null;
		for (Seat seat : seats) {
			last = seat.group().scope().tooSmallFor(wanted, plan.model());
			if (last == null) {
				return null;
			}
		}
		return (last != null) ? text(wanted, last) : null;
	}

	private static String text(Need need, LimitDefinition limit) {
		double wanted = need.of(limit.dimension()) / (double) Need.UNIT;
		String amount = (wanted == Math.rint(wanted)) ? String.valueOf((long) wanted) : String.valueOf(wanted);
		return amount + " " + limit.dimension() + " wanted, " + limit + " can never admit that";
	}

}
