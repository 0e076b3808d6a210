package io.apipool.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.limit.PermitScope;
import io.apipool.selection.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool in their order, and which of them may be usable: at all, and for
 * each model. Replaced whole when keys come or go or the pool is defined anew; a new ring
 * starts with every seat in.
 */
final class KeyRing {

	private final List<Seat> seats;

	private final List<Seat> configured;

	private final Availability all;

	private final List<Availability> models;

	private final List<SeatCandidates> candidates;

	private final PoolSetup setup;

	private final KeySelector selector;

	KeyRing(List<KeyEntry> entries, PoolSetup setup) {
		this.setup = setup;
		this.selector = setup.parts().selector();
		int models = setup.models().size();
		List<KeyEntry> ordered = new ArrayList<>(entries);
		ordered.sort(Comparator.comparingInt((entry) -> entry.definition().tier()));
		List<Seat> seats = new ArrayList<>(ordered.size());
		for (KeyEntry entry : ordered) {
			seats.add(new Seat(this, seats.size(), entry));
		}
		this.seats = List.copyOf(seats);
		Map<KeyEntry, Seat> byEntry = seats.stream().collect(Collectors.toMap(Seat::entry, (seat) -> seat));
		this.configured = entries.stream().map(byEntry::get).toList();
		this.all = new Availability(this.seats.size());
		this.models = Stream.generate(() -> new Availability(this.seats.size())).limit(models).toList();
		this.candidates = IntStream.rangeClosed(PermitScope.NO_MODEL, models - 1)
			.mapToObj((model) -> new SeatCandidates(this, model, null))
			.toList();
	}

	PoolCore core() {
		return this.setup.core();
	}

	/**
	 * Returns what the pool was made of when these were its keys.
	 */
	PoolSetup setup() {
		return this.setup;
	}

	KeySelector selector() {
		return this.selector;
	}

	List<Seat> seats() {
		return this.seats;
	}

	/**
	 * Returns the seats in the order of the configuration.
	 */
	List<Seat> configured() {
		return this.configured;
	}

	int size() {
		return this.seats.size();
	}

	Availability all() {
		return this.all;
	}

	/**
	 * Returns the lane of a model.
	 * @param model the index of its entry, or {@link PermitScope#NO_MODEL}: the lane that
	 * every call is in
	 */
	Availability lane(int model) {
		return (model == PermitScope.NO_MODEL) ? this.all : this.models.get(model);
	}

	/**
	 * Returns the lane that a call is in besides that of every call.
	 */
	@Nullable Availability modelLane(int model) {
		return (model == PermitScope.NO_MODEL) ? null : this.models.get(model);
	}

	/**
	 * Returns the seats that may be usable for a model.
	 * @param model the index of its entry, or {@link PermitScope#NO_MODEL}
	 */
	SeatCandidates candidates(int model) {
		return this.candidates.get(model + 1);
	}

	void in(int position) {
		this.all.in(position);
		for (Availability lane : this.models) {
			lane.in(position);
		}
	}

	/**
	 * Brings back the seats whose time has come.
	 */
	void sweep(int model, long now) {
		this.all.sweep(now);
		Availability lane = modelLane(model);
		if (lane != null) {
			lane.sweep(now);
		}
	}

	/**
	 * Lets waiting calls try at an instant at which permits or keys may be back: those of
	 * other pools too that wait for the same groups.
	 */
	void wakeInTurn() {
		this.seats.stream().map(Seat::group).filter(QuotaGroup::isShared).distinct().forEach(QuotaGroup::wakeInTurn);
	}

	/**
	 * Lets the pool's waiting calls try again.
	 */
	void wake() {
		core().queue().wake();
	}

}
