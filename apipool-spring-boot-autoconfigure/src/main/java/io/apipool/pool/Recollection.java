package io.apipool.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.KeyState;
import io.apipool.RestSnapshot;
import io.apipool.definition.LimitDefinition;
import io.apipool.limit.Need;
import io.apipool.limit.PastMinute;
import io.apipool.limit.PermitScope;
import io.apipool.limit.PermitStore;
import org.jspecify.annotations.Nullable;

/**
 * Gives pools, groups and keys back what earlier runs have left of them. What has
 * happened since counts for more.
 */
final class Recollection {

	private static final long LONGEST = Duration.ofDays(36_500).toNanos();

	private final Past past;

	private final PermitStore store;

	private final Function<String, @Nullable PoolCore> pools;

	Recollection(Past past, PermitStore store, Function<String, @Nullable PoolCore> pools) {
		this.past = past;
		this.store = store;
		this.pools = pools;
	}

	/**
	 * Gives a pool back all that is known.
	 */
	void recall(PoolCore core) {
		PermitScope scope = core.setup().scope();
		List<PastMinute> used = this.past.takeUsed(scope.name()).stream().map(Recollection::minute).toList();
		if (!used.isEmpty()) {
			this.store.restore(scope, PermitScope.NO_MODEL, used);
		}
		core.ring().seats().forEach((seat) -> recall(core.setup(), seat.entry()));
	}

	/**
	 * Gives a key and its group back what is known.
	 */
	void recall(PoolSetup setup, KeyEntry entry) {
		PoolCore core = setup.core();
		QuotaGroup group = entry.group();
		recallUsed(setup, group);
		recall(core, group, PermitScope.NO_MODEL, "");
		List<String> models = setup.models().matches();
		for (int model = 0; model < models.size(); model++) {
			recall(core, group, model, models.get(model));
		}
		KeptState kept = this.past.takeKey(core.name(), entry.id());
		RestSnapshot rest = (kept != null) ? kept.rest() : null;
		if (kept != null && rest != null && !entry.isOperated()) {
			recall(core, entry, kept, rest);
		}
	}

	private void recallUsed(PoolSetup setup, QuotaGroup group) {
		Map<Integer, List<PastMinute>> byModel = new HashMap<>();
		for (CountedMinute used : this.past.takeUsed(group.scope().name())) {
			PoolCore pool = used.pool().equals(setup.core().name()) ? null : this.pools.apply(used.pool());
			ModelTable models = ((pool != null) ? pool.setup() : setup).models();
			String model = used.model().isEmpty() ? null : used.model();
			byModel.computeIfAbsent(models.index(model), (index) -> new ArrayList<>()).add(minute(used));
		}
		byModel.forEach((model, minutes) -> this.store.restore(group.scope(), model, minutes));
	}

	private static PastMinute minute(CountedMinute used) {
		Need need = Need.of(used.units()).with(LimitDefinition.REQUESTS, Need.millionths((double) used.requests()));
		return new PastMinute(used.minute(), need);
	}

	private void recall(PoolCore core, QuotaGroup group, int model, String match) {
		KeptState kept = this.past.takeBucket(group.isOfAllPools() ? "" : core.name(), group.id(), match);
		if (kept == null) {
			return;
		}
		this.store.recall(group.scope(), model, kept.learnt());
		AdaptiveBucket adaptive = group.adaptive(model);
		if (adaptive != null && kept.rate() != null) {
			adaptive.recall(kept.rate(), core.now());
		}
		if (kept.rest() != null) {
			rest(core, group.rest(model), kept, kept.rest());
		}
	}

	/**
	 * A rest is that of a secret, a switch that of the key whatever its secret is.
	 */
	private static void recall(PoolCore core, KeyEntry entry, KeptState kept, RestSnapshot rest) {
		if (kept.state() == KeyState.DISABLED || kept.state() == KeyState.DRAINING) {
			long until = (rest.until() != null) ? nanos(core, rest.until()) : Availability.NEVER;
			entry.operator((until > core.now()) ? new OperatorSwitch(kept.state(), until) : null);
		}
		else if (kept.secretFingerprint().equals(entry.definition().secret().fingerprint())) {
			rest(core, entry.rest(), kept, rest);
		}
	}

	/**
	 * A guessed rest that is over goes on as probation.
	 */
	private static void rest(PoolCore core, Rest target, KeptState kept, RestSnapshot rest) {
		long now = core.now();
		long until = (rest.until() != null) ? nanos(core, rest.until()) : now;
		boolean rests = kept.state() != KeyState.USABLE && kept.state() != KeyState.PROBATION;
		if (until > now || !rest.announced()) {
			long since = Math.min(Math.min(now, until), nanos(core, kept.updatedAt()));
			target.recall(new RestState(rests ? kept.state() : KeyState.COOLING, rest.reason(), since, until,
					rest.announced(), 0));
		}
	}

	/**
	 * Returns the monotonic time of an instant that need not be near.
	 */
	private static long nanos(PoolCore core, Instant instant) {
		long distance = Nanos.of(Duration.between(core.surroundings().timekeeper().instant(), instant));
		return core.now() + Math.max(-LONGEST, Math.min(LONGEST, distance));
	}

}
