package io.apipool.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.limit.LimitMemory;
import org.jspecify.annotations.Nullable;

/**
 * The pools that ask what earlier runs have left.
 *
 * @param pools the pools
 * @param about whether what is left of a pool is of interest
 * @param shared the limits of groups that they may share
 * @param inUse whether the pools are in use already
 */
record Askers(List<PoolCore> pools, Predicate<String> about, Collection<List<LimitDefinition>> shared,
		AtomicBoolean inUse) {

	Askers(List<PoolCore> pools, Predicate<String> about, Collection<List<LimitDefinition>> shared) {
		this(pools, about, shared, new AtomicBoolean());
	}

	boolean isAbout(String pool) {
		return this.about.test(pool);
	}

	/**
	 * Returns the first minute that any limit remembers, or null: none does so for long.
	 */
	@Nullable Instant from(Instant now) {
		Instant from = null;
		for (PoolCore core : this.pools) {
			LimitsDefinition limits = core.setup().definition().limits();
			for (LimitDefinition limit : all(limits)) {
				Instant since = LimitMemory.since(limit, limits.share(), now);
				from = (since != null && (from == null || since.isBefore(from))) ? since : from;
			}
		}
		return from;
	}

	private List<LimitDefinition> all(LimitsDefinition limits) {
		List<LimitDefinition> all = new ArrayList<>(limits.group());
		all.addAll(limits.pool());
		limits.groups().values().forEach(all::addAll);
		limits.models().forEach((model) -> all.addAll(model.limits()));
		this.shared.forEach(all::addAll);
		return all;
	}

	/**
	 * The pools are used from now on; what nobody knew yet need not be told.
	 */
	void handOver() {
		this.pools.forEach((core) -> core.states().tellNobody());
		this.inUse.set(true);
	}

	void tell() {
		if (this.inUse.get()) {
			this.pools.stream().flatMap((core) -> core.ring().seats().stream()).forEach((seat) -> {
				seat.group().review();
				seat.ring().core().states().tell(seat.group());
			});
		}
	}

}
