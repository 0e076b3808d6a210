package io.apipool.pool;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitsDefinition;
import io.apipool.limit.LimitMemory;
import org.jspecify.annotations.Nullable;

/**
 * The pools that ask what earlier runs have left.
 */
final class Askers {

	private final List<PoolCore> pools;

	private final Predicate<String> about;

	private final Collection<List<LimitDefinition>> shared;

	private final AtomicBoolean inUse = new AtomicBoolean();

	/**
	 * Gathers pools that are not in use yet.
	 * @param pools the pools
	 * @param about whether what is left of a pool is of interest
	 * @param shared the limits of groups that they may share
	 */
	Askers(List<PoolCore> pools, Predicate<String> about, Collection<List<LimitDefinition>> shared) {
		this.pools = pools;
		this.about = about;
		this.shared = shared;
	}

	List<PoolCore> pools() {
		return this.pools;
	}

	boolean isAbout(String pool) {
		return this.about.test(pool);
	}

	/**
	 * Returns the first minute that any limit remembers, or null: none does so for long.
	 */
	@Nullable Instant from(Instant now) {
		return this.pools.stream()
			.flatMap((core) -> since(core.setup().definition().limits(), now))
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	private Stream<Instant> since(LimitsDefinition limits, Instant now) {
		return Stream.concat(limits.all().stream(), this.shared.stream().flatMap((some) -> some.stream()))
			.flatMap((limit) -> Stream.ofNullable(LimitMemory.since(limit, limits.share(), now)));
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
