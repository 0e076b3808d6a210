package io.apipool.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.apipool.CountedMinute;
import io.apipool.KeptState;
import io.apipool.LimitHistory;
import io.apipool.StateHistory;

/**
 * Keeps usage in memory, as a database would. Safe for several instances at once.
 */
public final class MemoryUsageStore implements UsageStore, LimitHistory, StateHistory {

	private final Map<MinuteRow.Id, MinuteRow> rows = new LinkedHashMap<>();

	private final Map<String, UsageEvent> events = new LinkedHashMap<>();

	private final Map<KeptState.Place, KeptState> states = new LinkedHashMap<>();

	@Override
	public synchronized void write(List<MinuteRow> changed) {
		changed.forEach((row) -> this.rows.put(row.id(), row));
	}

	@Override
	public synchronized void append(List<UsageEvent> added) {
		added.forEach((event) -> this.events.putIfAbsent(event.id(), event));
	}

	@Override
	public synchronized void keep(List<KeptState> changed) {
		changed.forEach((state) -> this.states.put(state.place(), state));
	}

	@Override
	public synchronized void read(ReportQuery query, Consumer<MinuteRow> reader) {
		this.rows.values().stream().filter((row) -> isIn(query, row.id().minute(), row.id().attempt())).forEach(reader);
	}

	@Override
	public synchronized List<UsageEvent> events(ReportQuery query, long offset, int limit) {
		return this.events.values()
			.stream()
			.filter((event) -> isIn(query, event.at(), event.attempt()))
			.sorted(Comparator.comparing(UsageEvent::at).reversed())
			.skip(offset)
			.limit(limit)
			.toList();
	}

	@Override
	public synchronized int removeRows(Instant before, int atMost) {
		return remove(this.rows.values(), (row) -> row.id().minute().isBefore(before), atMost);
	}

	@Override
	public synchronized int removeEvents(Instant before, int atMost) {
		return remove(this.events.values(), (event) -> event.at().isBefore(before), atMost);
	}

	@Override
	public synchronized CompletionStage<List<CountedMinute>> since(Instant from) {
		record Bucket(String pool, String group, String model, Instant minute) {
		}
		Map<Bucket, CountedMinute> minutes = new LinkedHashMap<>();
		this.rows.values().stream().filter((row) -> !row.id().minute().isBefore(from)).forEach((row) -> {
			Attempted attempt = row.id().attempt();
			Bucket bucket = new Bucket(attempt.pool(), attempt.quotaGroup(), attempt.model(), row.id().minute());
			Map<String, Double> units = new HashMap<>(row.units());
			long requests = Objects.requireNonNullElse(units.remove("requests"), (double) row.attempts()).longValue();
			units.merge("cost", row.cost(), Double::sum);
			CountedMinute before = minutes.get(bucket);
			if (before != null) {
				before.units().forEach((dimension, amount) -> units.merge(dimension, amount, Double::sum));
				requests += before.requests();
			}
			minutes.put(bucket,
					new CountedMinute(bucket.pool(), bucket.group(), bucket.model(), bucket.minute(), requests, units));
		});
		return CompletableFuture.completedFuture(new ArrayList<>(minutes.values()));
	}

	@Override
	public synchronized CompletionStage<List<KeptState>> load() {
		return CompletableFuture.completedFuture(new ArrayList<>(this.states.values()));
	}

	private static <T> int remove(Iterable<T> all, Predicate<T> old, int atMost) {
		int removed = 0;
		for (Iterator<T> each = all.iterator(); removed < atMost && each.hasNext();) {
			if (old.test(each.next())) {
				each.remove();
				removed++;
			}
		}
		return removed;
	}

	private static boolean isIn(ReportQuery query, Instant at, Attempted attempt) {
		return !at.isBefore(query.from()) && at.isBefore(query.to()) && query.asks(attempt);
	}

}
