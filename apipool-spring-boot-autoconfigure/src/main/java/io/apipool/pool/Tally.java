package io.apipool.pool;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.apipool.KeyState;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.PermitScope;

/**
 * The keys of a pool by the reason for which they could not be had.
 */
final class Tally {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private final Map<String, Line> lines = new LinkedHashMap<>();

	private final PoolCore core;

	private Tally(PoolCore core) {
		this.core = core;
	}

	static Tally of(ResolvedPlan plan, long now) {
		Tally tally = new Tally(plan.core());
		RestState overload = plan.core().overloads().state(plan.request().model());
		PermitScope pool = plan.setup().scope();
		LimitDefinition poolLimit = LimitReason.of(pool, PermitScope.NO_MODEL, plan.need(), now);
		for (Seat seat : plan.core().ring().seats()) {
			if (overload != null) {
				tally.add(overload.reason(), overload.isResting(now) ? overload.until() : PermitScope.NEVER);
			}
			else if (poolLimit != null) {
				tally.add(poolLimit.text() + " of the pool", pool.earliest(plan.need(), PermitScope.NO_MODEL, now));
			}
			else {
				tally.add(seat.entry(), plan, now);
			}
		}
		return tally;
	}

	private void add(KeyEntry entry, ResolvedPlan plan, long now) {
		KeyState state = this.core.states().of(entry, now);
		if (state != KeyState.USABLE) {
			RestState rest = KeyStates.resting(entry, now);
			boolean timed = rest != null && rest.isResting(now) && state != KeyState.INVALID;
			add(state.word(), (timed && rest != null) ? rest.until() : PermitScope.NEVER);
			return;
		}
		RestState model = entry.group().rest(plan.model()).state();
		if (model != null && model.isResting(now)) {
			add(model.kind().word(), model.until());
			return;
		}
		LimitDefinition limit = LimitReason.of(entry.group().scope(), plan.model(), plan.need(), now);
		long until = entry.group().scope().earliest(plan.need(), plan.model(), now);
		add((limit != null) ? limit.text() : "busy", (until > now) ? until : PermitScope.NEVER);
	}

	private void add(String reason, long until) {
		Line line = this.lines.getOrDefault(reason, new Line(0, PermitScope.NEVER));
		this.lines.put(reason, new Line(line.count + 1, Math.min(line.until, until)));
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
		return this.lines.entrySet().stream().map(this::text).collect(Collectors.joining(", "));
	}

	private String text(Map.Entry<String, Line> line) {
		String at = Character.isDigit(line.getKey().charAt(0)) ? "at " : "";
		return line.getValue().count + " " + at + line.getKey() + until(line.getValue().until);
	}

	private String until(long nanos) {
		if (nanos == PermitScope.NEVER) {
			return "";
		}
		Instant until = this.core.instantOf(nanos).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
		return " until " + TIME.format(until.atZone(ZoneId.systemDefault()));
	}

	private record Line(int count, long until) {
	}

}
