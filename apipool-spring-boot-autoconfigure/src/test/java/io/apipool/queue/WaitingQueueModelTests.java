package io.apipool.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.apipool.test.ManualTimekeeper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingQueueModelTests {

	@Property(tries = 2000)
	void endsTheSameCallsInTheSameOrderAsTheNaiveQueue(@ForAll("histories") List<Event> history) {
		Both both = new Both();
		for (Event event : history) {
			both.apply(event);
			assertThat(both.ends).isEqualTo(both.naive.ends);
		}
	}

	@Provide
	Arbitrary<List<Event>> histories() {
		Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(5, Kind.ADD), Tuple.of(4, Kind.RELEASE),
				Tuple.of(2, Kind.ADVANCE), Tuple.of(1, Kind.REMOVE));
		return Combinators
			.combine(kinds, Arbitraries.integers().between(1, 7), Arbitraries.integers().between(-2, 2),
					Arbitraries.integers().between(1, 40))
			.as(Event::new)
			.list()
			.ofMaxSize(60);
	}

	enum Kind {

		ADD, RELEASE, ADVANCE, REMOVE

	}

	/**
	 * Something that happens.
	 *
	 * @param kind what
	 * @param limits to which of three limits, a bit for each
	 * @param priority of a call that is added
	 * @param steps quarters of a second until its deadline, or by which the time is moved
	 */
	record Event(Kind kind, int limits, int priority, int steps) {
	}

	private static final class Both {

		private static final Duration STEP = Duration.ofMillis(250);

		private final ManualTimekeeper time = new ManualTimekeeper(Instant.EPOCH);

		private final WaitingQueue queue = new WaitingQueue(this.time, Integer.MAX_VALUE);

		private final NaiveQueue naive = new NaiveQueue();

		private final List<Limit> limits = List.of(new Limit(0), new Limit(0), new Limit(0));

		private final List<Limit> naiveLimits = List.of(new Limit(0), new Limit(0), new Limit(0));

		private final List<TestCall> calls = new ArrayList<>();

		private final List<TestCall> naiveCalls = new ArrayList<>();

		private final List<String> ends = new ArrayList<>();

		void apply(Event event) {
			switch (event.kind()) {
				case ADD -> add(event);
				case RELEASE -> release(event);
				case REMOVE -> remove(event);
				case ADVANCE -> advance(event.steps() % 6);
			}
		}

		private void add(Event event) {
			String name = "call " + this.calls.size();
			long deadline = this.time.nanoTime() + STEP.toNanos() * event.steps();
			TestCall naive = new TestCall(name, event.priority(), deadline, chosen(this.naiveLimits, event));
			TestCall call = new TestCall(name, event.priority(), deadline, chosen(this.limits, event)) {
				@Override
				void end(String end) {
					Both.this.ends.add(this + " " + end.split(" ")[0]);
				}
			};
			this.calls.add(call);
			this.naiveCalls.add(naive);
			this.queue.add(call);
			this.naive.add(naive, this.time.nanoTime());
		}

		private void release(Event event) {
			for (int i = 0; i < 3; i++) {
				if ((event.limits() & (1 << i)) != 0) {
					this.limits.get(i).release(1);
					this.naiveLimits.get(i).release(1);
				}
			}
			this.queue.wake();
			this.naive.pass(this.time.nanoTime());
		}

		private void remove(Event event) {
			if (!this.calls.isEmpty()) {
				int index = event.steps() % this.calls.size();
				this.queue.remove(this.calls.get(index));
				this.naive.remove(this.naiveCalls.get(index), this.time.nanoTime());
			}
		}

		private void advance(int steps) {
			for (int i = 0; i < steps; i++) {
				this.time.advance(STEP);
				this.naive.advanced(this.time.nanoTime());
			}
		}

		private static Limit[] chosen(List<Limit> limits, Event event) {
			List<Limit> chosen = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				if ((event.limits() & (1 << i)) != 0) {
					chosen.add(limits.get(i));
				}
			}
			return chosen.toArray(new Limit[0]);
		}

	}

}
