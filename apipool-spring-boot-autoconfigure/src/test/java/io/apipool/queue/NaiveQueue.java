package io.apipool.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the queue should do, written the plain way: all calls are sorted by their priority
 * of the moment, and each is asked against all before it that were not served. It looks
 * again when something is released, when one that was tried is taken out, and at
 * deadlines.
 */
final class NaiveQueue {

	private final List<Place> waiting = new ArrayList<>();

	final List<String> ends = new ArrayList<>();

	void add(TestCall call, long now) {
		Place place = new Place(call, now);
		this.waiting.add(place);
		sort(now);
		go(place, now);
	}

	void remove(TestCall call, long now) {
		if (this.waiting.removeIf((place) -> place.call() == call) && call.tries > 0) {
			pass(now);
		}
	}

	void advanced(long now) {
		if (this.waiting.stream().anyMatch((place) -> place.call().deadline() <= now)) {
			pass(now);
		}
	}

	void pass(long now) {
		sort(now);
		for (Place place : List.copyOf(this.waiting)) {
			go(place, now);
		}
	}

	private void go(Place place, long now) {
		TestCall call = place.call();
		boolean mayGo = this.waiting.subList(0, this.waiting.indexOf(place))
			.stream()
			.allMatch((before) -> call.mayPass(before.call()));
		if (mayGo && call.tryNow(now)) {
			end(place, "served");
		}
		else if (call.deadline() <= now) {
			end(place, "refused");
		}
	}

	private void sort(long now) {
		this.waiting.sort(Comparator.comparingLong((Place place) -> -place.priorityAt(now)));
	}

	private void end(Place place, String end) {
		this.waiting.remove(place);
		this.ends.add(place.call() + " " + end);
	}

	record Place(TestCall call, long arrival) {

		long priorityAt(long now) {
			return this.call.priority() * 1_000_000_000L + (now - this.arrival);
		}

	}

}
