package io.apipool.pool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.LearntLimit;
import io.apipool.RestSnapshot;
import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * What a restart must not forget of one pool.
 */
final class KeptStates {

	private final PoolCore core;

	private final long now;

	private final Instant present;

	private KeptStates(PoolCore core) {
		this.core = core;
		this.now = core.now();
		this.present = core.instantOf(this.now);
	}

	/**
	 * Adds the states of a pool's keys and of their groups.
	 */
	static void collect(PoolCore core, Map<KeptState.Place, Kept> states) {
		new KeptStates(core).collect(states);
	}

	private void collect(Map<KeptState.Place, Kept> states) {
		List<String> models = this.core.setup().models().matches();
		for (Seat seat : this.core.ring().configured()) {
			QuotaGroup group = seat.group();
			add(states, key(seat.entry()));
			IntStream.range(PermitScope.NO_MODEL, models.size())
				.forEach((model) -> add(states, bucket(group, model, (model < 0) ? "" : models.get(model))));
		}
	}

	private static void add(Map<KeptState.Place, Kept> states, Kept kept) {
		states.put(kept.state().place(), kept);
	}

	private Kept key(KeyEntry entry) {
		String fingerprint = entry.definition().secret().fingerprint();
		KeptState.Place place = new KeptState.Place(this.core.name(), entry.group().id(), entry.id(), "");
		OperatorSwitch operator = entry.operator();
		if (operator != null && this.now < operator.until()) {
			RestSnapshot rest = new RestSnapshot("by an operator", instant(operator.until()), false);
			return new Kept(new KeptState(place, operator.state(), rest, fingerprint, List.of(), null, this.present),
					List.of(operator));
		}
		RestState rest = present(entry.rest());
		KeyState state = (rest != null) ? rest.kind() : KeyState.USABLE;
		return new Kept(new KeptState(place, state, snapshot(rest), fingerprint, List.of(), null, since(rest)),
				(rest != null) ? List.of(rest, fingerprint) : List.of());
	}

	private Kept bucket(QuotaGroup group, int model, String match) {
		KeptState.Place place = new KeptState.Place(group.isOfAllPools() ? "" : this.core.name(), group.id(), "",
				match);
		RestState rest = present(group.rest(model));
		List<LearntLimit> learnt = group.scope().learnt(model, this.now).stream().map(KeptStates::rounded).toList();
		AdaptiveBucket adaptive = group.adaptive(model);
		Double rate = (adaptive != null) ? adaptive.learnt() : null;
		List<Object> source = new ArrayList<>(learnt);
		if (rest != null) {
			source.add(rest);
		}
		if (rate != null) {
			source.add(rate);
		}
		KeyState state = (rest != null) ? rest.kind() : KeyState.USABLE;
		return new Kept(new KeptState(place, state, snapshot(rest), "", learnt, rate, since(rest)), source);
	}

	/** Two readings of the clock would differ by less. */
	private static LearntLimit rounded(LearntLimit learnt) {
		Instant resetAt = (learnt.resetAt() != null) ? rounded(learnt.resetAt()) : null;
		return new LearntLimit(learnt.dimension(), learnt.limit(), learnt.left(), resetAt, learnt.source(),
				rounded(learnt.toldAt()));
	}

	private static Instant rounded(Instant instant) {
		return instant.plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS);
	}

	private @Nullable RestState present(Rest rest) {
		RestState state = rest.state();
		return (state != null && !state.isOver(this.now)) ? state : null;
	}

	private @Nullable RestSnapshot snapshot(@Nullable RestState rest) {
		return (rest != null) ? new RestSnapshot(rest.reason(), instant(rest.until()), rest.announced()) : null;
	}

	private Instant since(@Nullable RestState rest) {
		return (rest != null) ? this.core.instantOf(rest.since()) : this.present;
	}

	private @Nullable Instant instant(long nanos) {
		return (nanos != Availability.NEVER) ? this.core.instantOf(nanos) : null;
	}

}
