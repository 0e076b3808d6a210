package io.apipool.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.apipool.definition.LimitDefinition;
import io.apipool.definition.LimitWindow;
import org.jspecify.annotations.Nullable;

/**
 * Makes what counts of what is defined.
 */
final class LimitFactory {

	private final ScopeDefinition.Terms terms;

	private final WallClock clock;

	/**
	 * Creates a factory.
	 * @param terms what goes for all limits
	 * @param clock for calendars and snapshots
	 */
	LimitFactory(ScopeDefinition.Terms terms, WallClock clock) {
		this.terms = terms;
		this.clock = clock;
	}

	/**
	 * Makes the limits of one bucket.
	 * @param definitions in any order
	 * @param first the first cell that is theirs
	 * @return the limits, each with its place behind the one before
	 */
	List<Limit> create(List<LimitDefinition> definitions, int first) {
		Map<SlidingWindow.Span, List<LimitDefinition>> sliding = new LinkedHashMap<>();
		List<Limit> limits = new ArrayList<>();
		for (LimitDefinition definition : definitions) {
			if (definition.window() instanceof LimitWindow.Sliding window) {
				sliding.computeIfAbsent(span(definition, window), (span) -> new ArrayList<>()).add(definition);
			}
			else {
				limits.add(single(definition, place(limits, first)));
			}
		}
		if (!sliding.isEmpty()) {
			limits.add(sliding(sliding, place(limits, first)));
		}
		return limits;
	}

	private SlidingWindows sliding(Map<SlidingWindow.Span, List<LimitDefinition>> definitions, Cells.Place place) {
		List<SlidingWindow> windows = new ArrayList<>();
		int cell = place.first() + GrantRun.size(dimensions(definitions.values()));
		for (Map.Entry<SlidingWindow.Span, List<LimitDefinition>> group : definitions.entrySet()) {
			Cells.Place next = new Cells.Place(place.ring() + windows.size(), cell);
			windows.add(sliding(group.getKey(), group.getValue(), next));
			cell = windows.get(windows.size() - 1).end();
		}
		return new SlidingWindows(windows, place.first());
	}

	private static int dimensions(Collection<List<LimitDefinition>> definitions) {
		return (int) definitions.stream().flatMap(List::stream).map(LimitDefinition::dimension).distinct().count();
	}

	/**
	 * Makes what learns the limits of one bucket.
	 * @param written its limits as they are written
	 * @return what makes it, for one bucket each, or null: nothing is learnt
	 */
	@Nullable Supplier<LearntLimits> learning(List<Limit> written) {
		Learning learning = new Learning(this.terms.share(), this.terms.marginCap());
		int end = place(written, Bucket.HEADER).first();
		return this.terms.learns() ? () -> new LearntLimits(learning, written.isEmpty(), this.clock, end) : null;
	}

	private static Cells.Place place(List<Limit> before, int first) {
		int cell = before.isEmpty() ? first : before.get(before.size() - 1).end();
		return new Cells.Place(before.stream().mapToInt(Limit::rings).sum(), cell);
	}

	private SlidingWindow.Span span(LimitDefinition definition, LimitWindow.Sliding window) {
		long length = nanos(window.length());
		return new SlidingWindow.Span(length, margin(definition, length));
	}

	private SlidingWindow sliding(SlidingWindow.Span span, List<LimitDefinition> definitions, Cells.Place place) {
		long[] amounts = definitions.stream().mapToLong(this::amount).toArray();
		return new SlidingWindow(definitions, amounts, span, this.clock, place);
	}

	private Limit single(LimitDefinition definition, Cells.Place place) {
		if (definition.window() instanceof LimitWindow.Calendar window) {
			long margin = margin(definition, nanos(window.unit().getDuration()));
			return new CalendarWindow(definition, amount(definition), margin, this.clock, place);
		}
		if (definition.window() instanceof LimitWindow.TokenBucket window) {
			return new TokenBucketWindow(definition, pace(definition, window), this.clock, place);
		}
		return new ConcurrencyLimit(definition, amount(definition) / Need.UNIT, place);
	}

	private TokenBucketWindow.Pace pace(LimitDefinition definition, LimitWindow.TokenBucket window) {
		double interval = nanos(window.length()) / (definition.amount() * this.terms.share());
		long burst = units(definition, window.burst());
		long least = Math.min(Need.millionths(window.burst()), Need.UNIT);
		return new TokenBucketWindow.Pace(interval / Need.UNIT, Math.max(burst, least),
				margin(definition, (long) interval));
	}

	private long amount(LimitDefinition definition) {
		return units(definition, definition.amount());
	}

	private long units(LimitDefinition definition, double written) {
		long amount = Need.millionths(written * this.terms.share());
		boolean whole = definition.dimension().equals(LimitDefinition.REQUESTS)
				|| definition.window() instanceof LimitWindow.Concurrent;
		return whole ? amount - amount % Need.UNIT : amount;
	}

	private long margin(LimitDefinition definition, long window) {
		Duration written = definition.margin();
		return (written != null) ? nanos(written) : Math.min(nanos(this.terms.marginCap()), window / 10);
	}

	/** Durations of more than seventy years are as good as for ever. */
	private static long nanos(Duration duration) {
		return (duration.toSeconds() < Limit.CEILING / 1_000_000_000L) ? duration.toNanos() : Limit.CEILING;
	}

}
