package io.apipool.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.limit.PermitScope;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a pool in their order, and which of them may be usable: at all, and for
 * each model. Replaced whole when keys come or go; a new ring starts with every seat in.
 */
final class KeyRing {

	private final List<Seat> seats;

	private final List<Seat> configured;

	private final Availability all;

	private final List<Availability> models;

	private final List<SeatCandidates> candidates;

	private final PoolCore core;

	KeyRing(List<KeyEntry> entries, int models, PoolCore core) {
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
		this.core = core;
	}

	PoolCore core() {
		return this.core;
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
		this.core.queue().wake();
	}

}
