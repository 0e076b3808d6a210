package io.apipool.selection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The keys of one pool by weight, and who is next.
 * <p>
 * The usual rule (each key gains its weight at each call, the highest is chosen and loses
 * the sum) looks at every key. Here keys whose weights lie between the same two powers of
 * two are a class; there are 31 at the most, mostly one to three. Within a class keys
 * take strict turns; between classes goes the one whose turn is due first on a common
 * clock, in which a key of weight w comes round w times a unit: stride scheduling
 * (Waldspurger and Weihl, 1995), with as many strides a unit as the class has usable keys
 * times its largest weight. A key of a smaller weight than that lets some of its turns
 * pass, evenly spread, and never two running: half of them are taken at least, so two
 * looks find a key on average, however many keys there are.
 * <p>
 * So in each unit of the clock, as many calls as the weights of the usable keys add up
 * to, each gets exactly its weight; and a key that was out comes back without a claim for
 * the time it missed. A turn belongs to the call that asks: if the key's limits refuse
 * it, the turn is over. Threads take turns from a class by one compare-and-set, which
 * fails if another has taken it; dues only grow, so what was first is first still when it
 * succeeds.
 */
final class WeightClasses {

	private final List<? extends Candidate> keys;

	private final WeightClass[] classes;

	private final AtomicLong clock = new AtomicLong();

	WeightClasses(List<? extends Candidate> keys) {
		this.keys = keys;
		Map<Integer, List<Candidate>> byMagnitude = keys.stream()
			.collect(Collectors.groupingBy((key) -> Integer.highestOneBit(key.weight()), TreeMap::new,
					Collectors.toList()));
		this.classes = byMagnitude.values()
			.stream()
			.map((alike) -> new WeightClass(alike, keys.size()))
			.toArray(WeightClass[]::new);
	}

	boolean isOf(List<? extends Candidate> keys) {
		return this.keys == keys;
	}

	@Nullable Candidate next(PlacedCandidates candidates) {
		while (true) {
			double clock = Double.longBitsToDouble(this.clock.get());
			WeightClass first = null;
			double least = Double.POSITIVE_INFINITY;
			for (WeightClass each : this.classes) {
				double due = each.due(clock);
				if (due < least && each.isUsable(candidates)) {
					first = each;
					least = due;
				}
			}
			if (first == null) {
				return null;
			}
			Candidate found = first.takesTurn(candidates, least, clock) ? turn(first, candidates, least) : null;
			if (found != null) {
				return found;
			}
		}
	}

	private @Nullable Candidate turn(WeightClass first, PlacedCandidates candidates, double due) {
		this.clock.set(Double.doubleToRawLongBits(due));
		return first.next(candidates);
	}

}
