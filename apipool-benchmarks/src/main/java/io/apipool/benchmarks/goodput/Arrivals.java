package io.apipool.benchmarks.goodput;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apipool.honest.Arrival;
import io.apipool.honest.Report;

/**
 * What the provider saw, cut into stretches of time.
 * <p>
 * A client that sends a window's calls at once lets a whole burst more or less fall into
 * a stretch of time, by chance of where that begins: of twenty windows one is five
 * percent. So the share is the mean over ten beginnings, spread over one window, which
 * favours nobody. For a grid of windows that is the mean over its phases, of which the
 * client knows nothing; unless headers told it.
 */
final class Arrivals {

	private static final int SETTLED = 10;

	private static final int BEGINNINGS = 10;

	private final long[] accepted;

	private final long[] beyond;

	private final long window;

	private final double possible;

	/**
	 * Cuts.
	 * @param report what the provider saw
	 * @param window the provider's window in nanoseconds
	 * @param possible the requests that a window allows, all keys together
	 */
	Arrivals(Report report, long window, double possible) {
		this.accepted = instants(report, true);
		this.beyond = instants(report, false);
		this.window = window;
		this.possible = possible;
	}

	private static long[] instants(Report report, boolean accepted) {
		return report.accounts()
			.stream()
			.flatMap((account) -> account.arrivals().stream())
			.filter((arrival) -> arrival.accepted() == accepted)
			.mapToLong(Arrival::nanos)
			.sorted()
			.toArray();
	}

	/**
	 * Returns the share over some windows, from one of several beginnings or from all.
	 */
	double share(long from, Stage stage, int beginnings) {
		return IntStream.range(0, beginnings)
			.mapToDouble((i) -> share(from + i * this.window / beginnings, stage.judged(), stage.factor()))
			.average()
			.orElse(Double.NaN);
	}

	double smoothShare(long from, Stage stage) {
		return share(from, stage, BEGINNINGS);
	}

	private double share(long from, int windows, double factor) {
		return count(from, windows).accepted() / (windows * this.possible * factor);
	}

	/** Returns after how many windows the goal was kept for ten windows, or -1. */
	int settledAfter(Stage stage, long start, double goal) {
		return IntStream.rangeClosed(0, stage.windows() - SETTLED)
			.filter((i) -> share(start + i * this.window, SETTLED, stage.factor()) >= goal)
			.findFirst()
			.orElse(-1);
	}

	Count count(long from, int windows) {
		long to = from + windows * this.window;
		return new Count(between(this.accepted, from, to), between(this.beyond, from, to));
	}

	/**
	 * Counts each of some windows, which begin where most of them have what is possible
	 * at the most: what is sent at once is not cut in two.
	 */
	List<Count> each(long from, int windows) {
		return IntStream.range(0, BEGINNINGS)
			.mapToObj((i) -> eachFrom(from - i * this.window / BEGINNINGS, windows))
			.min(Comparator.comparingDouble(this::unevenness))
			.orElseThrow();
	}

	private double unevenness(List<Count> counts) {
		return counts.stream().mapToDouble((count) -> Math.pow(count.accepted() - this.possible, 2)).sum();
	}

	private List<Count> eachFrom(long from, int windows) {
		return Stream.iterate(from, (start) -> start + this.window)
			.limit(windows)
			.map((start) -> count(start, 1))
			.toList();
	}

	private static int between(long[] sorted, long from, long to) {
		return position(sorted, to) - position(sorted, from);
	}

	/** Returns how many are before an instant. */
	private static int position(long[] sorted, long instant) {
		int found = Arrays.binarySearch(sorted, instant);
		while (found > 0 && sorted[found - 1] == instant) {
			found--;
		}
		return (found >= 0) ? found : -found - 1;
	}

	/**
	 * What came in a stretch of time.
	 *
	 * @param accepted how many within every limit
	 * @param beyond how many beyond one
	 */
	record Count(int accepted, int beyond) {
	}

}
