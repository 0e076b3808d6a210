package io.apipool.honest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * What the provider really counts: one or several keys with their windows. A request is
 * within all limits and counts in all, or is beyond and counts in none. The instant is
 * read under the lock, so that arrivals are in order.
 */
final class Account {

	private static final int REMEMBERED = 100_000;

	private final Map<String, Window> windows = new LinkedHashMap<>();

	private final List<Arrival> arrivals = new ArrayList<>();

	private final Map<String, Verdict> accepted = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
			return size() > REMEMBERED;
		}
	};

	private final String name;

	private final List<Quota> quotas;

	private final Random random;

	private final Scaling scaling = new Scaling();

	private long repeats;

	Account(String name, List<Quota> quotas, Random random) {
		this.name = name;
		this.quotas = quotas.stream().distinct().toList();
		this.random = random;
	}

	/**
	 * Counts a request. One whose number was accepted before with the same key is not
	 * counted again: a client's library has sent it twice. One that was refused is judged
	 * anew: the caller tries again.
	 * @param clock tells the instant in nanoseconds
	 * @param request the request
	 * @return the verdict
	 */
	synchronized Verdict arrive(LongSupplier clock, Request request) {
		String call = request.secret() + ' ' + request.id();
		Verdict before = request.id().isEmpty() ? null : this.accepted.get(call);
		if (before != null) {
			this.repeats++;
			return before.again();
		}
		Verdict verdict = count(clock.getAsLong(), request);
		if (verdict.accepted() && !request.id().isEmpty()) {
			this.accepted.put(call, verdict);
		}
		return verdict;
	}

	/**
	 * Multiplies the limits on requests of the start, from now on.
	 * @param now the instant in nanoseconds
	 * @param factor what with
	 */
	synchronized void scale(long now, double factor) {
		this.scaling.from(now, factor);
		this.quotas.stream().filter(Quota::isRate).forEach((quota) -> window(quota, "").scale(now, factor));
	}

	/**
	 * Ends a request that was accepted.
	 * @param request the request
	 */
	synchronized void release(Request request) {
		quotasOf(request).forEach((quota) -> window(quota, request.model()).release(request.units(quota.dimension())));
	}

	/**
	 * Returns the limit on requests that is nearest to its end.
	 * @param now the instant in nanoseconds
	 * @return the limit, or null if there is none
	 */
	synchronized Announcement announce(long now) {
		return this.quotas.stream().filter(Quota::isRate).map((quota) -> {
			Window window = window(quota, "");
			return new Announcement(Math.round(quota.burst() * this.scaling.last()), quota.window().toNanos(),
					window.left(now), window.fullIn(now));
		}).min((a, b) -> Long.compare(a.left(), b.left())).orElse(null);
	}

	synchronized List<Arrival> arrivals() {
		return List.copyOf(this.arrivals);
	}

	/** Reports as if no other account had been called. */
	AccountReport report() {
		return report(arrivals());
	}

	/**
	 * Reports what was counted.
	 * @param all the arrivals of all accounts; the first and the last bound the time over
	 * which this account might have been used
	 * @return the report
	 */
	synchronized AccountReport report(List<Arrival> all) {
		LongSummaryStatistics seen = all.stream().mapToLong(Arrival::nanos).summaryStatistics();
		Goodput goodput = all.isEmpty() ? Goodput.NONE
				: Goodput.of(arrivals(), seen, this.quotas, (quota) -> window(quota, ""), this.scaling);
		return new AccountReport(this.name, arrivals(), this.repeats, goodput);
	}

	private Verdict count(long now, Request request) {
		long delay = quotasOf(request).stream()
			.mapToLong((quota) -> window(quota, request.model()).delay(now, request.units(quota.dimension())))
			.max()
			.orElse(0);
		if (delay == 0) {
			quotasOf(request)
				.forEach((quota) -> window(quota, request.model()).take(now, request.units(quota.dimension())));
		}
		this.arrivals.add(new Arrival(now, request.secret(), request.model(), request.id(), delay == 0));
		return new Verdict(delay == 0, delay, false);
	}

	private List<Quota> quotasOf(Request request) {
		return this.quotas.stream().filter((quota) -> quota.isFor(request.model())).toList();
	}

	private Window window(Quota quota, String model) {
		String bucket = this.quotas.indexOf(quota) + (quota.model().equals("*") ? " " + model : "");
		return this.windows.computeIfAbsent(bucket, (name) -> quota.open(this.random));
	}

	/**
	 * A limit as headers tell it.
	 *
	 * @param limit the units of a window
	 * @param window how long a window is, in nanoseconds
	 * @param left the units that fit now
	 * @param resetIn how long until all that is counted has left, in nanoseconds
	 */
	record Announcement(long limit, long window, long left, long resetIn) {
	}

}
