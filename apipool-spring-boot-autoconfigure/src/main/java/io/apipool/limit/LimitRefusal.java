package io.apipool.limit;

import java.time.Duration;
import java.util.List;

import io.apipool.LimitSnapshot;
import io.apipool.RateLimitExceededException;
import io.apipool.definition.LimitDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Says why permits were not to be had. A key's value is never told: it may be a secret.
 */
final class LimitRefusal {

	private final LimitSite site;

	private final PermitScope scope;

	private final Need need;

	private final Duration maxWait;

	/**
	 * Creates a refusal.
	 * @param site the limit
	 * @param scope its count
	 * @param need what was wanted
	 * @param maxWait how long the call would have waited
	 */
	LimitRefusal(LimitSite site, PermitScope scope, Need need, Duration maxWait) {
		this.site = site;
		this.scope = scope;
		this.need = need;
		this.maxWait = maxWait;
	}

	RateLimitExceededException exception(LimitClaim.End end) {
		if (end.kind() == LimitClaim.Kind.CLOSED) {
			return exception("closed, the application is shutting down", null);
		}
		LimitDefinition tooSmall = this.scope.tooSmallFor(this.need, PermitScope.NO_MODEL);
		if (tooSmall != null) {
			String wanted = this.site.dimension().text(this.need);
			return exception("%s wanted, %s can never admit that".formatted(wanted, tooSmall), null);
		}
		Duration retryAfter = retryAfter(end.retryAt());
		String waited = this.maxWait.isZero() ? "" : " and no permit is to be had in " + Amounts.text(this.maxWait);
		return exception(usedUp() + waited + again(retryAfter), retryAfter);
	}

	private RateLimitExceededException exception(String reason, @Nullable Duration retryAfter) {
		String name = this.site.name();
		return new RateLimitExceededException(null, name, name + ": " + reason, retryAfter);
	}

	private @Nullable Duration retryAfter(long retryAt) {
		return (retryAt != PermitScope.NEVER) ? Duration.ofNanos(Math.max(0, retryAt - this.site.now())) : null;
	}

	private static String again(@Nullable Duration retryAfter) {
		if (retryAfter == null) {
			return "";
		}
		return retryAfter.isZero() ? ", try again when a call has ended" : ", try again in " + Amounts.text(retryAfter);
	}

	private String usedUp() {
		List<String> texts = this.scope.snapshot(PermitScope.NO_MODEL, this.site.now())
			.stream()
			.filter((limit) -> limit.left() <= 0 || limit.left() * Need.UNIT < this.need.of(limit.dimension()))
			.map(LimitSnapshot::limit)
			.toList();
		return texts.isEmpty() ? "others wait for it" : String.join(", ", texts) + " is used up";
	}

}
