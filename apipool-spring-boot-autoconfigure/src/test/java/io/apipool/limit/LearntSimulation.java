package io.apipool.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A provider in simulated time that announces what is left of an account, callers that
 * ask for all of it by one key or by several that know nothing of each other, and a link
 * on which calls and answers overtake each other.
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

	private final List<Key> keys;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final List<Long> served = new ArrayList<>();

	private long beyond;

	private long end;

	LearntSimulation(Kind kind, int callers, int keys, long seed) {
		this.kind = kind;
		this.callers = callers;
		this.keys = Stream.generate(Key::new).limit(keys).toList();
		this.random = new Random(seed);
	}

	void run(int windows) {
		this.end = windows * WINDOW;
		this.keys.forEach((key) -> key.call(0));
		while (!this.events.isEmpty() && this.events.peek().at < this.end) {
			Event event = this.events.remove();
			event.task.run();
			this.keys.forEach((key) -> key.callAsMayBe(event.at));
		}
	}

	long beyond() {
		return this.beyond;
	}

	double used() {
		return (double) this.served.size() / AMOUNT / ((double) this.end / WINDOW);
	}

	private void serve(Key key, long granted, long now) {
		boolean counted = counted(now) < AMOUNT;
		if (counted) {
			this.served.add(now);
		}
		else {
			this.beyond++;
		}
		long remaining = (long) Math.floor(AMOUNT - counted(now));
		long reset = reset(now) - now;
		long arrival = now + delay();
		LearntWindow.Told told = new LearntWindow.Told(AMOUNT, remaining, arrival + reset, GUARD);
		at(arrival, () -> key.answer(granted, told, counted ? 1 : 0, arrival));
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

	/**
	 * A key, and its callers.
	 */
	private final class Key {

		private final LearntWindow window = new LearntWindow("requests", 0, 0);

		private long inFlight;

		private long answers;

		private long restsUntil;

		private long wake;

		void callAsMayBe(long now) {
			boolean may = this.answers > 0 && now >= this.restsUntil;
			while (may && this.inFlight < LearntSimulation.this.callers && this.window.left(1, now) > 0) {
				call(now);
			}
			if (this.answers > 0 && this.window.end(now) != this.wake) {
				this.wake = this.window.end(now);
				at(this.wake, () -> {
				});
			}
		}

		void call(long now) {
			this.window.take(1, now);
			this.inFlight++;
			long arrival = now + delay();
			at(arrival, () -> serve(this, now, arrival));
		}

		void answer(long granted, LearntWindow.Told told, long used, long now) {
			this.window.announced(granted, told, now);
			this.window.settle(granted, 1, 1, now);
			this.window.refused(1 - used);
			this.inFlight--;
			this.answers++;
			this.restsUntil = (used == 0) ? Math.max(this.restsUntil, told.reset()) : this.restsUntil;
		}

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
