package io.apipool.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.apipool.GroupSnapshot;
import io.apipool.KeySnapshot;
import io.apipool.KeyState;
import io.apipool.ModelSnapshot;
import io.apipool.OutcomeWords;
import io.apipool.PoolSnapshot;
import io.apipool.RestSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.definition.PoolDefinition;
import io.apipool.limit.Need;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pool at one moment.
 */
final class Snapshots {

	private final PoolCore core;

	private final long now;

	private Snapshots(PoolCore core, long now) {
		this.core = core;
		this.now = now;
	}

	static PoolSnapshot pool(PoolCore core, long now) {
		return new Snapshots(core, now).pool();
	}

	static List<KeySnapshot> keys(PoolCore core, long now) {
		return new Snapshots(core, now).keys();
	}

	private PoolSnapshot pool() {
		PoolDefinition definition = this.core.setup().definition();
		List<KeySnapshot> keys = keys();
		int inFlight = keys.stream().mapToInt(KeySnapshot::inFlight).sum();
		return new PoolSnapshot(definition.name(), definition.target().provider(), definition.strategy(), inFlight,
				this.core.queue().size(), this.core.setup().scope().written(PermitScope.NO_MODEL, this.now), groups(),
				keys, rest(this.core.overloads().of(null)), instant(Readiness.servesAt(this.core, this.now)));
	}

	private List<KeySnapshot> keys() {
		return this.core.ring().configured().stream().map((seat) -> key(seat.entry())).toList();
	}

	private KeySnapshot key(KeyEntry entry) {
		KeyState state = this.core.states().of(entry, this.now);
		OperatorSwitch operator = entry.operator();
		boolean switched = operator != null && operator.state() == state;
		long until = (switched && operator != null) ? operator.until() : until(KeyStates.resting(entry, this.now));
		return new KeySnapshot(entry.id(), entry.group().id(), state, reason(entry, state), instant(until),
				entry.inFlight(), entry.definition().weight(), entry.definition().tier(), usage(entry));
	}

	private @Nullable String reason(KeyEntry entry, KeyState state) {
		if (state == KeyState.DISABLED || state == KeyState.DRAINING) {
			return "by an operator";
		}
		RestState rest = KeyStates.resting(entry, this.now);
		if (rest != null) {
			return rest.reason();
		}
		LimitDefinition limit = LimitReason.of(entry.group().scope(), PermitScope.NO_MODEL, Need.REQUEST, this.now);
		return (limit != null) ? limit.text() : null;
	}

	private static Map<String, Long> usage(KeyEntry entry) {
		Map<String, Long> usage = new LinkedHashMap<>();
		usage.put("calls", entry.calls());
		for (int i = 0; i < OutcomeWords.ALL.size(); i++) {
			usage.put(OutcomeWords.ALL.get(i), entry.count(i));
		}
		return usage;
	}

	private List<GroupSnapshot> groups() {
		Map<QuotaGroup, List<String>> keys = new LinkedHashMap<>();
		for (Seat seat : this.core.ring().configured()) {
			keys.computeIfAbsent(seat.group(), (group) -> new ArrayList<>()).add(seat.id());
		}
		return keys.entrySet().stream().map((entry) -> group(entry.getKey(), entry.getValue())).toList();
	}

	private GroupSnapshot group(QuotaGroup group, List<String> keys) {
		List<ModelSnapshot> models = new ArrayList<>();
		ModelTable table = this.core.setup().models();
		for (int model : table.buckets().stream().distinct().sorted(Comparator.naturalOrder()).toList()) {
			models.add(new ModelSnapshot(table.matches().get(model), group.scope().written(model, this.now),
					group.scope().learnt(model, this.now), rest(group.rest(model)), rate(group, model)));
		}
		return new GroupSnapshot(group.id(), keys, group.scope().written(PermitScope.NO_MODEL, this.now), models,
				group.scope().learnt(PermitScope.NO_MODEL, this.now), rest(group.rest()),
				rate(group, PermitScope.NO_MODEL));
	}

	private static @Nullable Double rate(QuotaGroup group, int model) {
		AdaptiveBucket adaptive = group.adaptive(model);
		return (adaptive != null) ? adaptive.rate() : null;
	}

	private @Nullable RestSnapshot rest(Rest rest) {
		RestState state = rest.state();
		if (state == null || state.isOver(this.now)) {
			return null;
		}
		return new RestSnapshot(state.reason(), instant(until(state)), state.announced());
	}

	private long until(@Nullable RestState state) {
		return (state != null && state.isResting(this.now)) ? state.until() : Availability.NEVER;
	}

	private @Nullable Instant instant(long nanos) {
		return (nanos != Availability.NEVER) ? this.core.instantOf(nanos) : null;
	}

}
