package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A provider in simulated time that announces what is left, callers that ask for all of
 * it, and a link on which calls and answers overtake each other.
 */
final class LearntSimulation {

	private static final long AMOUNT = 50;

	private static final long WINDOW = 2_000_000;

	private static final long SECOND = 1_000_000;

	private static final long JITTER = 20_000;

	private static final long GUARD = WINDOW / 100;

	private final Kind kind;

	private final int callers;

	private final Random random;

	private final LearntWindow window = new LearntWindow("requests", 0, 0);

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final List<Long> served = new ArrayList<>();

	private long inFlight;

	private long beyond;

	private long answers;

	private long end;

	private long wake;

	LearntSimulation(Kind kind, int callers, long seed) {
		this.kind = kind;
		this.callers = callers;
		this.random = new Random(seed);
	}

	void run(int windows) {
		this.end = windows * WINDOW;
		call(0);
		while (!this.events.isEmpty() && this.events.peek().at < this.end) {
			Event event = this.events.remove();
			event.task.run();
			while (this.answers > 0 && this.inFlight < this.callers && this.window.left(1, event.at) > 0) {
				call(event.at);
			}
			if (this.answers > 0 && this.window.end(event.at) != this.wake) {
				this.wake = this.window.end(event.at);
				at(this.wake, () -> {
				});
			}
		}
	}

	long beyond() {
		return this.beyond;
	}

	double used() {
		return (double) this.served.size() / AMOUNT / ((double) this.end / WINDOW);
	}

	private void call(long now) {
		this.window.take(1, now);
		this.inFlight++;
		long arrival = now + delay();
		at(arrival, () -> serve(now, arrival));
	}

	private void serve(long granted, long now) {
		if (counted(now) < AMOUNT) {
			this.served.add(now);
		}
		else {
			this.beyond++;
		}
		long remaining = (long) Math.floor(AMOUNT - counted(now));
		long reset = reset(now) - now;
		long arrival = now + delay();
		at(arrival, () -> answer(granted, new LearntWindow.Told(AMOUNT, remaining, arrival + reset, GUARD), arrival));
	}

	private void answer(long granted, LearntWindow.Told told, long now) {
		this.window.announced(granted, told, now);
		this.window.settle(granted, 1, 1, now);
		this.inFlight--;
		this.answers++;
	}

	private double counted(long now) {
		return switch (this.kind) {
			case FIXED -> since((now / WINDOW) * WINDOW);
			case SLIDING -> since(now - WINDOW + 1);
			case BUCKET, ROUNDING_BUCKET -> level(now);
		};
	}

	private long since(long from) {
		int i = this.served.size();
		while (i > 0 && this.served.get(i - 1) >= from) {
			i--;
		}
		return this.served.size() - i;
	}

	private double level(long now) {
		double level = 0;
		long last = 0;
		for (long at : this.served) {
			level = Math.max(0, level - (double) (at - last) * AMOUNT / WINDOW) + 1;
			last = at;
		}
		return Math.max(0, level - (double) (now - last) * AMOUNT / WINDOW);
	}

	private long reset(long now) {
		return switch (this.kind) {
			case FIXED -> (now / WINDOW + 1) * WINDOW;
			case SLIDING -> this.served.get(this.served.size() - 1) + WINDOW;
			case BUCKET -> now + full(now);
			case ROUNDING_BUCKET -> now + (full(now) + SECOND - 1) / SECOND * SECOND;
		};
	}

	private long full(long now) {
		return (long) (level(now) * WINDOW / AMOUNT);
	}

	private long delay() {
		return 1_000 + (long) (this.random.nextDouble() * JITTER);
	}

	private void at(long instant, Runnable task) {
		this.events.add(new Event(instant, this.random.nextLong(), task));
	}

	enum Kind {

		FIXED, SLIDING, BUCKET, ROUNDING_BUCKET

	}

	private record Event(long at, long tie, Runnable task) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.at != other.at) ? Long.compare(this.at, other.at) : Long.compare(this.tie, other.tie);
		}

	}

}
