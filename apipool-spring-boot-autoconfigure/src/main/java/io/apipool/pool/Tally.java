package io.apipool.pool;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.KeyState;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.PermitScope;

/**
 * The keys of a pool by the reason for which they could not be had: those with a known
 * end first, in its order.
 */
final class Tally {

	private final Map<String, Line> lines = new LinkedHashMap<>();

	private final ResolvedPlan plan;

	private final PoolCore core;

	private final long now;

	private Tally(ResolvedPlan plan, long now) {
		this.plan = plan;
		this.core = plan.core();
		this.now = now;
	}

	static Tally of(ResolvedPlan plan, long now) {
		Tally tally = new Tally(plan, now);
		RestState overload = plan.core().overloads().state(plan.request().model());
		PermitScope pool = plan.setup().scope();
		LimitDefinition poolLimit = LimitReason.of(pool, PermitScope.NO_MODEL, plan.need(), now);
		for (Seat seat : plan.core().ring().configured()) {
			if (overload != null) {
				tally.add(overload.reason(), overload.until());
			}
			else if (poolLimit != null) {
				tally.add(poolLimit.text() + " of the pool", pool.earliest(plan.need(), PermitScope.NO_MODEL, now));
			}
			else {
				tally.add(seat.entry());
			}
		}
		return tally;
	}

	private void add(KeyEntry entry) {
		KeyState state = this.core.states().of(entry, this.now);
		RestState model = entry.group().rest(this.plan.model()).state();
		if (state != KeyState.USABLE) {
			add(state.word(), until(entry, state));
		}
		else if (model != null && !model.isOver(this.now)) {
			add(model.shown(this.now).word(), model.until());
		}
		else {
			PermitScope scope = entry.group().scope();
			LimitDefinition limit = LimitReason.of(scope, this.plan.model(), this.plan.need(), this.now);
			add((limit != null) ? limit.text() : "busy", scope.earliest(this.plan.need(), this.plan.model(), this.now));
		}
	}

	/**
	 * Returns when a key is back by itself: a rejected one, or one without credit, needs
	 * somebody's help.
	 */
	private long until(KeyEntry entry, KeyState state) {
		OperatorSwitch operator = entry.operator();
		RestState rest = KeyStates.resting(entry, this.now);
		return switch (state) {
			case DISABLED, DRAINING -> (operator != null) ? operator.until() : PermitScope.NEVER;
			case INVALID, OUT_OF_CREDIT -> PermitScope.NEVER;
			default -> (rest != null) ? rest.until() : PermitScope.NEVER;
		};
	}

	private void add(String reason, long until) {
		this.lines.merge(reason, new Line(1, until, (until > this.now) ? until : PermitScope.NEVER), Line::and);
	}

	/**
	 * Returns when a key may be had again.
	 * @return monotonic nanoseconds, or {@link PermitScope#NEVER} where only an operator,
	 * a new key or money helps
	 */
	long retryAt() {
		return this.lines.values().stream().mapToLong(Line::first).min().orElse(PermitScope.NEVER);
	}

	Map<String, Integer> counts() {
		return this.lines.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (line) -> line.getValue().count));
	}

	@Override
	public String toString() {
		if (this.lines.isEmpty()) {
			return "The pool has no keys";
		}
		return this.lines.entrySet()
			.stream()
			.sorted(Comparator.comparingLong((line) -> line.getValue().until))
			.map(this::text)
			.collect(Collectors.joining(", "));
	}

	private String text(Map.Entry<String, Line> line) {
		String at = Character.isDigit(line.getKey().charAt(0)) ? "at " : "";
		return line.getValue().count + " " + at + line.getKey() + until(line.getValue().until);
	}

	private String until(long nanos) {
		if (nanos == PermitScope.NEVER) {
			return "";
		}
		LocalDateTime until = LocalDateTime.ofInstant(this.core.instantOf(nanos), ZoneId.systemDefault())
			.plusNanos(999_999_999)
			.truncatedTo(ChronoUnit.SECONDS);
		LocalDateTime tomorrow = LocalDateTime.ofInstant(this.core.instantOf(this.now), ZoneId.systemDefault())
			.plusDays(1);
		LocalDate day = until.toLocalDate();
		return " until " + (until.isBefore(tomorrow) ? "" : day + " ") + until.toLocalTime();
	}

	/**
	 * The keys of one reason.
	 *
	 * @param count how many
	 * @param first when the first of them is back, be it now; or
	 * {@link PermitScope#NEVER}
	 * @param until when the first of them is back that is not back now
	 */
	private record Line(int count, long first, long until) {

		Line and(Line other) {
			return new Line(this.count + other.count, Math.min(this.first, other.first),
					Math.min(this.until, other.until));
		}

	}

}
