package io.apipool.limit.adaptive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Clients and a provider in virtual time, with a link between them that takes time and
 * jitters, and timers that are late.
 */
final class Simulation {

	private static final long MILLIS = 1_000_000;

	private final Cell cell;

	private final Random random;

	private final SimulatedProvider provider;

	private final List<SimulatedClient> clients = new ArrayList<>();

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::at).thenComparingLong(Event::number));

	private final long latency;

	private final long jitter;

	private long number;

	private long end;

	private long accepted;

	private long beyond;

	Simulation(Cell cell, long latencyMillis, long jitterMillis) {
		this.cell = cell;
		this.random = new Random(cell.hashCode());
		this.latency = Math.min(latencyMillis * MILLIS, cell.window() / 100);
		this.jitter = Math.min(jitterMillis * MILLIS, cell.window() / 200);
		this.provider = new SimulatedProvider(cell.kind(), cell.limit(), cell.window(), this.random);
	}

	Simulation with(SimulatedClient client) {
		this.clients.add(client);
		this.events.add(new Event(0, this.number++, Event.WAKE, client, 0, false, 0));
		return this;
	}

	void limit(long limit) {
		this.provider.limit(limit);
	}

	/**
	 * Goes on for a time.
	 * @return what was served and refused in it
	 */
	Result run(double windows) {
		this.end += (long) (windows * this.cell.window());
		this.accepted = 0;
		this.beyond = 0;
		while (!this.events.isEmpty() && this.events.peek().at() <= this.end) {
			handle(this.events.poll());
		}
		return new Result(this.accepted, this.beyond);
	}

	private void handle(Event event) {
		SimulatedClient client = event.client();
		switch (event.kind()) {
			case Event.WAKE -> client.sleeps(false);
			case Event.ARRIVAL -> {
				arrive(event);
				return;
			}
			default -> answer(event);
		}
		go(client, event.at());
	}

	private void go(SimulatedClient client, long now) {
		while (!client.isAsleep()) {
			long turn = client.turn(now);
			if (turn > now) {
				client.sleeps(turn != Long.MAX_VALUE);
				if (client.isAsleep()) {
					long late = (long) (this.random.nextDouble() * MILLIS);
					this.events.add(new Event(turn + late, this.number++, Event.WAKE, client, 0, false, 0));
				}
				return;
			}
			boolean heldBack = client.grant(now);
			this.events.add(new Event(now + link(), this.number++, Event.ARRIVAL, client, now, heldBack, 0));
		}
	}

	private void arrive(Event event) {
		long delay = this.provider.request(event.at());
		if (delay == 0) {
			this.accepted++;
		}
		else {
			this.beyond++;
		}
		this.events.add(new Event(event.at() + link(), this.number++, Event.ANSWER, event.client(), event.grantedAt(),
				event.heldBack(), delay));
	}

	private void answer(Event event) {
		AdaptiveRate.Sample sample = new AdaptiveRate.Sample(event.grantedAt(), event.at());
		if (event.delay() == 0) {
			event.client().succeeded(sample, event.heldBack());
		}
		else {
			event.client().throttled(sample, this.cell.retryAfter() ? event.at() + event.delay() : 0);
		}
	}

	private long link() {
		return this.latency + (long) (this.random.nextDouble() * this.jitter);
	}

	/**
	 * A provider.
	 *
	 * @param kind how it counts
	 * @param limit how many
	 * @param seconds in which window
	 * @param retryAfter whether it says when to come back
	 */
	record Cell(SimulatedProvider.Kind kind, long limit, long seconds, boolean retryAfter) {

		long window() {
			return this.seconds * 1000 * MILLIS;
		}

		/** Enums have no stable hash code. */
		@Override
		public int hashCode() {
			return (int) (this.kind.ordinal() + 3 * this.limit + 31 * this.seconds + (this.retryAfter ? 7 : 0));
		}

	}

	record Result(long accepted, long beyond) {

		double share(double possible) {
			return this.accepted / possible;
		}

		double beyondShare() {
			return (double) this.beyond / Math.max(1, this.accepted + this.beyond);
		}

	}

	private record Event(long at, long number, int kind, SimulatedClient client, long grantedAt, boolean heldBack,
			long delay) {

		static final int WAKE = 0;

		static final int ARRIVAL = 1;

		static final int ANSWER = 2;

	}

}
