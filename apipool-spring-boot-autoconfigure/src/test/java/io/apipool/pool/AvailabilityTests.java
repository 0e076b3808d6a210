package io.apipool.pool;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Against sets of bits that are gone through one by one.
 */
class AvailabilityTests {

	@Provide
	Arbitrary<List<Step>> steps() {
		return Combinators
			.combine(Arbitraries.of(Kind.values()), Arbitraries.integers().between(0, 199),
					Arbitraries.longs().between(1, 50))
			.as(Step::new)
			.list()
			.ofMaxSize(300);
	}

	@Property(tries = 300)
	void findsCountsAndBringsBackAsAPlainSetDoes(@ForAll("steps") List<Step> steps, @ForAll int start) {
		int size = 1 + Math.floorMod(start, 200);
		Availability real = new Availability(size);
		Availability lane = new Availability(size);
		Model model = new Model(size);
		long[] without = new long[(size + 63) >>> 6];
		BitSet left = new BitSet();
		long now = 0;
		for (Step step : steps) {
			int seat = step.seat % size;
			switch (step.kind) {
				case OUT -> {
					real.out(seat, now + step.length);
					model.out(seat, now + step.length);
				}
				case OUT_FOR_GOOD -> {
					real.out(seat, Availability.NEVER);
					model.in.clear(seat);
				}
				case OUT_BUSY -> {
					real.outBusy(seat);
					model.outBusy(seat);
				}
				case IN -> {
					real.in(seat);
					model.in(seat);
				}
				case LANE_OUT -> {
					lane.out(seat, Availability.NEVER);
					model.lane.clear(seat);
				}
				case WITHOUT -> {
					without[seat >>> 6] |= 1L << seat;
					left.set(seat);
				}
				case TIME -> {
					now += step.length;
					real.sweep(now);
					model.sweep(now);
				}
			}
			compare(size, real, null, null, model.in, start + seat);
			compare(size, real, lane, null, model.both(null), start + seat);
			compare(size, real, lane, without, model.both(left), start + seat);
			assertThat(real.nextComeback()).isEqualTo(model.next());
			assertThat(real.isAnyBusy()).isEqualTo(!model.busy.isEmpty());
		}
	}

	private static void compare(int size, Availability real, @Nullable Availability lane, long @Nullable [] without,
			BitSet expected, int start) {
		assertThat(real.count(lane, without)).isEqualTo(expected.cardinality());
		assertThat(real.from(start, lane, without)).isEqualTo(from(expected, Math.floorMod(start, size)));
		int seat = -1;
		for (int index = 0; index <= expected.cardinality(); index++) {
			seat = (seat + 1 <= size) ? expected.nextSetBit(seat + 1) : -1;
			assertThat(real.nth(index, lane, without)).isEqualTo(seat);
			seat = (seat < 0) ? size : seat;
		}
	}

	private static int from(BitSet bits, int start) {
		int found = bits.nextSetBit(start);
		return (found >= 0) ? found : bits.nextSetBit(0);
	}

	private enum Kind {

		OUT, OUT_FOR_GOOD, OUT_BUSY, IN, LANE_OUT, WITHOUT, TIME

	}

	private record Step(Kind kind, int seat, long length) {
	}

	/**
	 * The same, slowly.
	 */
	private static final class Model {

		private final BitSet in = new BitSet();

		private final BitSet lane = new BitSet();

		private final BitSet busy = new BitSet();

		private final long[] due;

		Model(int size) {
			this.in.set(0, size);
			this.lane.set(0, size);
			this.due = new long[size];
			Arrays.fill(this.due, Availability.NEVER);
		}

		void out(int seat, long until) {
			this.in.clear(seat);
			this.due[seat] = Math.min(this.due[seat], until);
		}

		void outBusy(int seat) {
			this.in.clear(seat);
			this.busy.set(seat);
		}

		void in(int seat) {
			this.in.set(seat);
			this.busy.clear(seat);
		}

		void sweep(long now) {
			for (int seat = 0; seat < this.due.length; seat++) {
				if (this.due[seat] <= now) {
					this.due[seat] = Availability.NEVER;
					in(seat);
				}
			}
		}

		long next() {
			return Arrays.stream(this.due).min().orElseThrow();
		}

		BitSet both(@Nullable BitSet without) {
			BitSet both = (BitSet) this.in.clone();
			both.and(this.lane);
			if (without != null) {
				both.andNot(without);
			}
			return both;
		}

	}

}
