package io.apipool.pool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.apipool.ApiKeyPoolListener;
import io.apipool.CallOutcome;
import io.apipool.CountedMinute;
import io.apipool.KeyLease;
import io.apipool.KeptState;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;
import io.apipool.Usage;

/**
 * A table in which runs keep what they have used, and find it again: each call in the
 * minute of its end.
 */
final class KeptUsage {

	private final List<CountedMinute> minutes = new ArrayList<>();

	private List<KeptState> states = List.of();

	/**
	 * Starts a run that finds what is kept, and adds to it.
	 */
	PoolFixture run(Instant start) {
		PoolFixture run = new PoolFixture(start);
		run.histories = histories();
		run.listeners.add(new ApiKeyPoolListener() {
			@Override
			public void ended(KeyLease lease, CallOutcome outcome, Usage counted, long grantedAt, long endedAt) {
				add(lease, counted, run.time.instant());
			}
		});
		return run;
	}

	private void add(KeyLease lease, Usage counted, Instant at) {
		String model = lease.request().model();
		double requests = counted.units().getOrDefault("requests", 1.0);
		this.minutes.add(new CountedMinute(lease.pool(), lease.key().quotaGroup(), (model != null) ? model : "",
				at.truncatedTo(ChronoUnit.MINUTES), (long) requests, counted.units()));
	}

	KeptUsage with(CountedMinute... past) {
		this.minutes.addAll(List.of(past));
		return this;
	}

	KeptUsage with(KeptState... kept) {
		this.states = List.of(kept);
		return this;
	}

	/**
	 * Keeps the states of a run, as its last act.
	 */
	void keep(PoolFixture run) {
		List<KeptState> changed = run.pools().states().changed();
		run.pools().states().written(changed);
		Map<KeptState.Place, KeptState> all = new LinkedHashMap<>();
		this.states.forEach((state) -> all.put(state.place(), state));
		changed.forEach((state) -> all.put(state.place(), state));
		this.states = List.copyOf(all.values());
	}

	Histories histories() {
		LimitHistory limits = (from) -> CompletableFuture
			.completedFuture(this.minutes.stream().filter((minute) -> !minute.minute().isBefore(from)).toList());
		StateHistory kept = () -> CompletableFuture.completedFuture(this.states);
		return new Histories(List.of(limits), List.of(kept));
	}

}
